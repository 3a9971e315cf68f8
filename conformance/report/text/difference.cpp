// What changed from one report of a testee to the next.
#include <algorithm>
#include <map>
#include <ranges>

#include "eardrum/conformance/report/finding_groups.hpp"
#include "eardrum/conformance/report/own_text.hpp"
#include "eardrum/conformance/report/text/comparison.hpp"

namespace eardrum::conformance {
namespace {

using Key = std::pair<std::string, std::string>;

constexpr std::size_t sentence_characters_max = 300;

// One broken delivery leaves a hundred cases unjudged; a few of them say it.
constexpr std::size_t lesser_shown_max = 8;

Key key_of(const CaseResult& result) {
  return {result.session, result.delivery};
}

bool is_green(Verdict verdict) {
  return verdict == Verdict::pass || verdict == Verdict::info || verdict == Verdict::warn;
}

std::string_view word(const CaseResult* result) {
  return result == nullptr ? "not played" : label(result->verdict);
}

void sort_in(Difference& out, const CaseResult* before, const CaseResult* after) {
  const bool failed = before != nullptr && is_failure(before->verdict);
  const bool fails = after != nullptr && is_failure(after->verdict);
  const Difference::Change change{before, after};
  if (fails && !failed) {
    out.regressions.push_back(change);
  } else if (failed && after != nullptr && is_green(after->verdict)) {
    out.repairs.push_back(change);
  } else if (before != nullptr && (failed || is_green(before->verdict)) && !fails &&
             (after == nullptr || !is_green(after->verdict))) {
    out.no_longer_told.push_back(change);
  } else if (before != nullptr && after != nullptr && before->verdict != after->verdict) {
    out.others.push_back(change);
  }
}

/// Shows `shown_max` of them and how many there are beyond.
void append(std::string& out, std::string_view heading,
            const std::vector<Difference::Change>& changes, std::size_t shown_max) {
  if (changes.empty()) return;
  out += std::string(heading) + "\n";
  for (const auto& [before, after] : changes | std::views::take(shown_max)) {
    const auto& told = after == nullptr ? *before : *after;
    out += "  " + own_text(blamed_rule(told)) + "  " + own_text(told.session) + " [" +
           own_text(told.delivery) + "]: " + std::string(word(before)) + " before, " +
           std::string(word(after)) + " now";
    if (after != nullptr && after->finding) {
      out += ": " + own_text(after->finding->sentence, sentence_characters_max);
    } else if (after != nullptr && !after->reason.empty()) {
      out += ": " + own_text(after->reason, sentence_characters_max);
    }
    out += "\n";
  }
  if (changes.size() > shown_max) {
    out += "  and " + std::to_string(changes.size() - shown_max) + " more\n";
  }
  out += "\n";
}

}  // namespace

Difference difference(const RunReport& before, const RunReport& after) {
  std::map<Key, const CaseResult*> old;
  for (const auto& result : before.cases) old.try_emplace(key_of(result), &result);
  Difference out;
  for (const auto& result : after.cases) {
    const auto known = old.find(key_of(result));
    sort_in(out, known == old.end() ? nullptr : known->second, &result);
    if (known != old.end()) known->second = nullptr;
  }
  for (const auto& result : before.cases) {
    if (old[key_of(result)] == &result) sort_in(out, &result, nullptr);
  }
  return out;
}

std::string difference_text(const RunReport& before, const RunReport& after) {
  const auto changes = difference(before, after);
  std::string out;
  if (before.profile != after.profile) {
    out += "Note: profile " + std::string(name(before.profile)) + " before, " +
           std::string(name(after.profile)) + " now.\n\n";
  }
  append(out, "Regressions", changes.regressions, changes.regressions.size());
  append(out, "Repairs", changes.repairs, changes.repairs.size());
  append(out, "No longer judged", changes.no_longer_told, lesser_shown_max);
  append(out, "Otherwise", changes.others, lesser_shown_max);
  const auto counted = [](std::size_t count, const std::string& noun) {
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
  };
  out += counted(changes.regressions.size(), "regression") + ", " +
         counted(changes.repairs.size(), "repair") + ", " +
         std::to_string(changes.no_longer_told.size()) + " no longer judged\n";
  return out + "before: " + overall_sentence(before) + "\nnow:    " + overall_sentence(after) +
         "\n";
}

}  // namespace eardrum::conformance
