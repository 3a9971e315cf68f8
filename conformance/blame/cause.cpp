#include "eardrum/conformance/blame/cause.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <string_view>
#include <tuple>

#include "eardrum/conformance/blame/dialogue.hpp"
#include "eardrum/conformance/report/finding_groups.hpp"
#include "eardrum/conformance/blame/symptom.hpp"
#include "eardrum/conformance/verdict/row_fault.hpp"
#include "eardrum/protocol/characters.hpp"

namespace eardrum::conformance {
namespace {

/// Our own words, without what they quote and count, without the place in a long answer, and
/// without what differs only in that several answers would have been right.
std::string words_of(std::string_view sentence) {
  constexpr std::string_view alternatives = "no alternative is met: ";
  if (sentence.starts_with("line ")) sentence.remove_prefix(sentence.find(':') + 1);
  if (const auto at = sentence.find(alternatives); at != std::string_view::npos) {
    sentence.remove_prefix(at + alternatives.size());
  }
  auto own = without_quoted(sentence);
  std::erase_if(own, protocol::is_digit);
  return own.substr(std::min(own.find_first_not_of(' '), own.size()));
}

bool is_unfinished(const CaseResult& result) {
  return result.verdict == Verdict::hang && !result.finding->received.empty();
}

/// What came after the end of an answer; "" if nothing did.
std::string_view beyond_the_end(const Finding& finding) {
  const auto received = finding.received.for_judging();
  if (finding.sentence.contains("more than the answer")) return received;
  const auto end = received.find("\n\n");
  return end == std::string_view::npos ? "" : received.substr(end + 2);
}

bool begins_an_answer(std::string_view bytes) {
  return bytes.starts_with("ok\n") || bytes.starts_with("error\n");
}

using Rules = std::vector<std::string_view>;

/// Rules that speak of rows that do not come.
Rules rules_about_missing_rows(const Dialogue& dialogue) {
  if (dialogue.has(Unusual::asked_again)) return {"REQ-GET-10"};
  if (dialogue.has(Unusual::other_connection)) return {"REQ-CON-2", "REQ-CON-3"};
  if (dialogue.has(Unusual::put_again)) return {"REQ-PUT-17"};
  if (dialogue.asked == Asked::star) return {"REQ-GET-2", "REQ-GET-13"};
  if (dialogue.has(Unusual::other_key)) return {"REQ-PUT-16", "REQ-GET-5"};
  if (dialogue.has(Unusual::earlier_sample)) return {"REQ-PUT-19", "REQ-PUT-15"};
  if (dialogue.has(Unusual::later_sample)) return {"REQ-PUT-15", "REQ-GET-5"};
  return {"REQ-PUT-2", "REQ-GET-5"};
}

Rules rules_about_rows(const Finding& finding, RowFaultKind fault, const Dialogue& dialogue) {
  switch (fault) {
    case RowFaultKind::other_value: {
      // "... 'palm.cpu 10 1501864247' instead of ...": the fraction is gone.
      const auto row = finding.sentence.substr(finding.sentence.find('\'') + 1);
      const auto time = row.find(' ', row.find(' ') + 1);
      const auto value = row.substr(std::min(row.find(' '), row.size()), time - row.find(' '));
      if (value.contains('.')) return {"REQ-GET-6", "REQ-PUT-3"};
      return {"REQ-PUT-3", "REQ-GET-6"};
    }
    case RowFaultKind::other_time:
      return {"REQ-GET-8"};
    case RowFaultKind::foreign_key:
      return {"REQ-KEY-5", "REQ-GET-11", "REQ-GET-4"};
    case RowFaultKind::too_often:
      if (dialogue.has(Unusual::put_again)) return {"REQ-PUT-17"};
      return {"REQ-GET-4", "REQ-GET-11", "REQ-GET-13"};
    case RowFaultKind::missing:
      break;
  }
  return rules_about_missing_rows(dialogue);
}

bool has_any(const Dialogue& dialogue, std::initializer_list<Unusual> kinds) {
  return std::ranges::any_of(kinds, [&](Unusual one) { return dialogue.has(one); });
}

bool has_unusual_name(const Dialogue& dialogue) {
  using enum Unusual;
  return has_any(
      dialogue, {capital, underscore, hyphen, undotted, digit_first, outer_punctuation, long_name});
}

/// Rules that speak of puts that are not answered ok.
Rules rules_about_puts(const Dialogue& dialogue) {
  using enum Unusual;
  if (has_any(dialogue, {zero, negative, integer})) return {"REQ-PUT-4"};
  if (has_any(dialogue, {below_one, many_digits})) return {"REQ-PUT-3"};
  if (has_any(dialogue, {short_time, zero_time, late_time})) return {"REQ-PUT-8"};
  if (dialogue.has(put_again)) return {"REQ-PUT-17"};
  if (dialogue.has(earlier_sample)) return {"REQ-PUT-19", "REQ-PUT-15"};
  if (dialogue.has(later_sample)) return {"REQ-PUT-15", "REQ-PUT-19"};
  if (dialogue.has(other_key)) return {"REQ-PUT-16"};
  return {"REQ-PUT-1"};
}

/// Rules that speak of what is broken in the plainest case, the most telling one first.
Rules rules_about(const CaseResult& plainest, const Dialogue& dialogue) {
  const auto& finding = *plainest.finding;
  if (is_unfinished(plainest)) return {"REQ-FRM-2"};
  if (const auto more = beyond_the_end(finding); !more.empty()) {
    return begins_an_answer(more) ? Rules{"REQ-FRM-4"} : Rules{"REQ-FRM-3", "REQ-FRM-2"};
  }
  if (dialogue.has(Unusual::pieces)) return {"REQ-FRM-5", "REQ-FRM-6"};
  if (dialogue.has(Unusual::pipeline)) return {"REQ-FRM-7"};
  const bool silent = plainest.verdict == Verdict::hang && dialogue.asked_before;
  const bool closed = finding.sentence.contains("closed the connection") && dialogue.requests > 1;
  if (silent || closed) {
    if (dialogue.has(Unusual::after_refusal)) return {"REQ-ERR-4", "REQ-CON-1"};
    return {"REQ-CON-1"};
  }
  const auto faults = row_faults_told(finding.sentence);
  if (!faults.empty()) return rules_about_rows(finding, faults.front(), dialogue);
  if (has_unusual_name(dialogue)) return {"REQ-KEY-1", "REQ-KEY-5"};
  switch (dialogue.asked) {
    case Asked::put:
      return rules_about_puts(dialogue);
    case Asked::get:
      return {"REQ-GET-1", "REQ-GET-3"};
    case Asked::star:
      return {"REQ-GET-2", "REQ-GET-1"};
    case Asked::no_command:
      break;
  }
  if (finding.received.for_judging().starts_with("error")) return {"REQ-ERR-1", "REQ-ERR-2"};
  return {"REQ-ERR-2", "REQ-ERR-1"};
}

/// A case that fails, as it is compared with others.
struct Failed {
  const CaseResult* result;
  std::string way;
  Dialogue dialogue;

  /// The less, the plainer. What get of one key shows is not told of get * once more.
  auto rank() const {
    return std::tuple(dialogue.unusual.count(), dialogue.asked == Asked::star, dialogue.requests,
                      dialogue.bytes);
  }
};

/// Whether what is unusual in it says too little to explain anything else by: two names with odd
/// bytes may be refused for two reasons. Where the error answer has wrong bytes, it does.
bool explains_nothing(const Failed& one) {
  using enum Unusual;
  if (one.result->delivery != "whole") return true;
  const bool wrong_error = one.result->finding->received.for_judging().starts_with("error");
  if (one.dialogue.asked == Asked::no_command && wrong_error) return false;
  return has_any(one.dialogue, {value, time, name, line, many_requests});
}

/// Cases that explain others, by their way, the plainest first.
using Explaining = std::map<std::string, std::vector<const Failed*>>;

/// The plainest case that fails in `way` and holds nothing unusual that `other` does not; or null.
const Failed* plainest(const Explaining& explaining, const std::string& way, const Failed& other) {
  const auto found = explaining.find(way);
  if (found == explaining.end()) return nullptr;
  const auto one = std::ranges::find_if(found->second, [&](const Failed* by) {
    return (by->dialogue.unusual & ~other.dialogue.unusual).none();
  });
  return one == found->second.end() ? nullptr : *one;
}

/// The same, where what get of one key shows is not told of get * once more.
const Failed* explaining_case(const Explaining& explaining, const Failed& other) {
  const auto* best = plainest(explaining, other.way, other);
  if (other.way.front() != static_cast<char>(Asked::star)) return best;
  auto way = other.way;
  way.front() = static_cast<char>(Asked::get);
  const auto* get = plainest(explaining, way, other);
  if (best == nullptr || (get != nullptr && get->rank() < best->rank())) return get;
  return best;
}

/// Of the cases that `by` explains, the one whose rule speaks of it.
const CaseResult* most_telling(const std::vector<const Failed*>& cases, const Failed& by) {
  const auto rules = rules_about(*by.result, by.dialogue);
  const auto worth = [&](const Failed* one) {
    const auto place = std::ranges::find(rules, blamed_rule(*one->result)) - rules.begin();
    return std::tuple(one->result->delivery != "whole", place, one->rank());
  };
  return (*std::ranges::min_element(cases, {}, worth))->result;
}

bool of_several_sessions(const std::vector<const Failed*>& cases) {
  return std::ranges::any_of(cases, [&](const Failed* one) {
    return one->result->session != cases.front()->result->session;
  });
}

}  // namespace

std::optional<std::string> way_of_failing(const CaseResult& result, const Dialogue& dialogue) {
  if (!is_failure(result.verdict) || !result.finding) return std::nullopt;
  const auto& finding = *result.finding;
  const auto received = finding.received.for_judging();
  const auto asked = dialogue.asked;
  if (asked == Asked::no_command && received.starts_with("ok")) return std::nullopt;
  auto way = static_cast<char>(asked) + std::string(label(result.verdict));
  if (is_unfinished(result)) return way;
  if (const auto more = beyond_the_end(finding); !more.empty()) {
    return begins_an_answer(more) ? "a second answer" : "beyond the end";
  }
  const auto rows = row_faults_told(finding.sentence);
  for (const auto fault : rows) way += '\0' + std::to_string(static_cast<int>(fault));
  if (!rows.empty()) return way + (received.starts_with("ok\n\n") ? "of none" : "of some");
  return way + '\0' + words_of(finding.sentence) + '\0' +
         shape(received.substr(0, received.find('\n')));
}

Causes::Causes(const std::vector<const CaseResult*>& cases) {
  std::vector<Failed> failed;
  for (const auto* one : cases) {
    const auto dialogue = dialogue_of(*one);
    auto way = dialogue ? way_of_failing(*one, *dialogue) : std::nullopt;
    if (way) failed.push_back({one, *std::move(way), *dialogue});
  }
  Explaining explaining;
  for (const auto& one : failed) {
    if (!explains_nothing(one)) explaining[one.way].push_back(&one);
  }
  for (auto& [way, those] : explaining) std::ranges::stable_sort(those, {}, &Failed::rank);
  std::map<const Failed*, std::vector<const Failed*>> explained;
  for (const auto& one : failed) {
    if (const auto* by = explaining_case(explaining, one)) explained[by].push_back(&one);
  }
  for (const auto& [by, by_it] : explained) {
    if (!of_several_sessions(by_it)) continue;
    const auto* cause = most_telling(by_it, *by);
    for (const auto* one : by_it) causes_[one->result] = cause;
  }
}

const CaseResult* Causes::of(const CaseResult& result) const {
  const auto found = causes_.find(&result);
  return found == causes_.end() ? nullptr : found->second;
}

}  // namespace eardrum::conformance
