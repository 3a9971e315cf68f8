#include "eardrum/conformance/report/cause.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>

#include "eardrum/conformance/report/finding_groups.hpp"
#include "eardrum/conformance/report/symptom.hpp"
#include "eardrum/conformance/row_words.hpp"

namespace eardrum::conformance {
namespace {

constexpr std::string_view error_frame = "error\nwrong command\n\n";

// Enough for a few puts and gets; a fault that needs more of them is of another kind.
constexpr std::size_t plain_requests_max = 6;

enum class Asked : char { put = 'p', get = 'g', star = '*', no_command = '-' };

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::vector<std::string_view> words(std::string_view line) {
  std::vector<std::string_view> all;
  for (std::size_t begin = 0; begin <= line.size();) {
    const auto end = std::min(line.find(' ', begin), line.size());
    all.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
  return all;
}

/// "palm.cpu"
bool is_plain_name(std::string_view word) {
  constexpr std::size_t bytes_max = 40;
  const auto plain = [](char c) { return c == '.' || is_digit(c) || (c >= 'a' && c <= 'z'); };
  return word.size() <= bytes_max && std::ranges::all_of(word, plain) && !word.empty() &&
         word.front() >= 'a' && word.back() != '.' && word.contains('.');
}

bool is_plain_number(std::string_view word, std::size_t digits_max) {
  return !word.empty() && word.size() <= digits_max && std::ranges::all_of(word, is_digit);
}

/// "10.6"
bool is_plain_value(std::string_view word) {
  const auto point = std::min(word.find('.'), word.size() - 1);
  return !word.empty() && word.front() != '0' && is_plain_number(word.substr(0, point), 3) &&
         is_plain_number(word.substr(point + 1), 3);
}

/// "1501864247": of the years in which servers are written, and not in the future.
bool is_plain_timestamp(std::string_view word) {
  return is_plain_number(word, 10) && word.size() == 10 && word.front() == '1';
}

bool is_plain_request(std::string_view text) {
  if (!text.ends_with('\n') || text.find('\n') + 1 != text.size()) return false;
  text.remove_suffix(1);
  const auto fields = words(text);
  if (fields[0] == "put") {
    return fields.size() == 4 && is_plain_name(fields[1]) && is_plain_value(fields[2]) &&
           is_plain_timestamp(fields[3]);
  }
  if (fields[0] == "get") {
    return fields.size() == 2 && (fields[1] == "*" || is_plain_name(fields[1]));
  }
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return std::ranges::all_of(fields[0], is_letter) &&
         (fields.size() == 1 || (fields.size() == 2 && is_plain_name(fields[1])));
}

/// What was sent last, as far as it is one line, which may have come in pieces.
std::string last_line(const Finding& finding) {
  using Kind = TranscriptEntry::Kind;
  std::string line;
  for (auto entry = finding.transcript.rbegin(); entry != finding.transcript.rend(); ++entry) {
    if (entry->kind == Kind::received && !line.empty()) break;
    if (entry->kind != Kind::sent) continue;
    const auto bytes = entry->bytes.for_judging();
    if (!line.empty() && bytes.ends_with('\n')) break;
    line.insert(0, bytes);
  }
  if (!line.ends_with('\n')) return "";
  line.pop_back();
  const auto before = line.rfind('\n');
  return before == std::string::npos ? line : line.substr(before + 1);
}

std::optional<Asked> asked(const Finding& finding) {
  const auto line = last_line(finding);
  if (line.empty()) return std::nullopt;
  if (finding.expected == error_frame) return Asked::no_command;
  const auto fields = words(line);
  if (fields[0] == "put") return Asked::put;
  if (fields[0] != "get") return Asked::no_command;
  return fields.size() == 2 && fields[1] == "*" ? Asked::star : Asked::get;
}

/// Our own words, without what they quote and count, without the place in a long answer, and
/// without what differs only in that several answers would have been right.
std::string words_of(std::string_view sentence) {
  constexpr std::string_view alternatives = "no alternative is met: ";
  if (sentence.starts_with("line ")) sentence.remove_prefix(sentence.find(':') + 1);
  if (const auto at = sentence.find(alternatives); at != std::string_view::npos) {
    sentence.remove_prefix(at + alternatives.size());
  }
  std::string out;
  bool quoted = false;
  for (const char c : sentence) {
    if (c == '\'') quoted = !quoted;
    if (!quoted && !is_digit(c) && (c != ' ' || !out.empty())) out += c;
  }
  return out;
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

/// Whether puts under several keys were sent.
bool several_keys(const Finding& finding) {
  std::set<std::string_view> keys;
  for (const auto& entry : finding.transcript) {
    if (entry.kind != TranscriptEntry::Kind::sent) continue;
    const auto fields = words(entry.bytes.for_judging());
    if (fields[0] == "put" && fields.size() > 1) keys.insert(fields[1]);
  }
  return keys.size() > 1;
}

std::size_t requests_sent(const Finding& finding) {
  return static_cast<std::size_t>(
      std::ranges::count(finding.transcript, TranscriptEntry::Kind::sent, &TranscriptEntry::kind));
}

std::size_t connections_used(const Finding& finding) {
  std::set<std::string_view> connections;
  for (const auto& entry : finding.transcript) {
    if (entry.kind == TranscriptEntry::Kind::sent) connections.insert(entry.connection);
  }
  return connections.size();
}

/// Whether the same was asked already since the last put.
bool asked_again(const Finding& finding, Asked what) {
  const auto last = "get " + std::string(words(last_line(finding)).back()) + "\n";
  std::size_t asked = 0;
  for (const auto& entry : finding.transcript) {
    if (entry.kind != TranscriptEntry::Kind::sent) continue;
    const auto line = entry.bytes.for_judging();
    if (line.starts_with("put ")) asked = 0;
    const bool all = what == Asked::star || line == "get *\n";
    if (line == last || (all && line.starts_with("get "))) ++asked;
  }
  return asked > 1;
}

using Rules = std::vector<std::string_view>;

Rules rules_about_missing_rows(const Finding& finding, Asked what) {
  if (asked_again(finding, what)) return {"REQ-GET-10"};
  if (connections_used(finding) > 1) return {"REQ-CON-2", "REQ-CON-3"};
  if (what == Asked::star) return {"REQ-GET-2", "REQ-GET-13"};
  if (several_keys(finding)) return {"REQ-PUT-16", "REQ-GET-5"};
  if (requests_sent(finding) > 2) return {"REQ-PUT-15", "REQ-GET-5"};
  return {"REQ-PUT-2", "REQ-GET-1"};
}

/// Rules that speak of what is broken in the plainest case, the most telling one first.
Rules rules_about(const CaseResult& plainest) {
  const auto& finding = *plainest.finding;
  const auto what = *asked(finding);
  if (is_unfinished(plainest)) return {"REQ-FRM-2"};
  if (const auto more = beyond_the_end(finding); !more.empty()) {
    return begins_an_answer(more) ? Rules{"REQ-FRM-4"} : Rules{"REQ-FRM-3", "REQ-FRM-2"};
  }
  if (finding.sentence.contains("closed the connection") && requests_sent(finding) > 1) {
    return {"REQ-CON-1"};
  }
  for (const auto fault : row_faults_told(finding.sentence)) {
    switch (fault) {
      case RowFaultKind::other_value:
        return {"REQ-PUT-3", "REQ-GET-6"};
      case RowFaultKind::other_time:
        return {"REQ-GET-8"};
      case RowFaultKind::foreign_key:
        return {"REQ-GET-11", "REQ-KEY-5", "REQ-GET-4"};
      case RowFaultKind::too_often:
        return {"REQ-GET-4", "REQ-PUT-17", "REQ-GET-13"};
      case RowFaultKind::missing:
        return rules_about_missing_rows(finding, what);
    }
  }
  switch (what) {
    case Asked::put:
      return {"REQ-PUT-1"};
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

std::size_t sent_bytes(const Finding& finding) {
  std::size_t bytes = 0;
  for (const auto& entry : finding.transcript) {
    if (entry.kind == TranscriptEntry::Kind::sent) bytes += entry.bytes.for_judging().size();
  }
  return bytes;
}

/// Which of two cases is plainer: the lesser.
auto size_of(const CaseResult& result) {
  return std::tuple(connections_used(*result.finding), requests_sent(*result.finding),
                    sent_bytes(*result.finding));
}

/// Of cases that fail in one way, the one whose rule speaks of it, as `plainest` shows it.
const CaseResult* most_telling(const std::vector<const CaseResult*>& cases,
                               const CaseResult& plainest) {
  const auto rules = rules_about(plainest);
  const auto worth = [&](const CaseResult* one) {
    const auto rank = std::ranges::find(rules, blamed_rule(*one)) - rules.begin();
    return std::tuple(rank, !is_plain(*one), size_of(*one));
  };
  const auto whole = [](const CaseResult* one) { return one->delivery == "whole"; };
  const CaseResult* best = &plainest;
  for (const auto* one : cases) {
    if (whole(one) && worth(one) < worth(best)) best = one;
  }
  return best;
}

bool of_several_sessions(const std::vector<const CaseResult*>& cases) {
  return std::ranges::any_of(
      cases, [&](const CaseResult* one) { return one->session != cases.front()->session; });
}

}  // namespace

std::optional<std::string> way_of_failing(const CaseResult& result) {
  if (!is_failure(result.verdict) || !result.finding) return std::nullopt;
  const auto& finding = *result.finding;
  const auto what = asked(finding);
  const auto received = finding.received.for_judging();
  if (!what || (what == Asked::no_command && received.starts_with("ok"))) return std::nullopt;
  auto way = static_cast<char>(*what) + std::string(label(result.verdict));
  if (is_unfinished(result)) return way;
  const auto rows = row_faults_told(finding.sentence);
  if (const auto more = beyond_the_end(finding); !more.empty()) {
    return std::string(begins_an_answer(more) ? "a second answer" : "beyond the end");
  }
  for (const auto fault : rows) way += '\0' + std::to_string(static_cast<int>(fault));
  if (!rows.empty()) return way + (received.starts_with("ok\n\n") ? "of none" : "of some");
  return way + '\0' + words_of(finding.sentence) + '\0' +
         shape(received.substr(0, received.find('\n')));
}

bool is_plain(const CaseResult& result) {
  if (!result.finding || result.delivery != "whole") return false;
  std::size_t requests = 0;
  for (const auto& entry : result.finding->transcript) {
    if (entry.kind != TranscriptEntry::Kind::sent) continue;
    if (++requests > plain_requests_max || !is_plain_request(entry.bytes.for_judging())) {
      return false;
    }
  }
  return requests > 0;
}

Causes::Causes(const std::vector<const CaseResult*>& cases) {
  for (const auto* one : cases) {
    const auto name = way_of_failing(*one);
    if (!name) continue;
    auto& way = ways_[*name];
    way.cases.push_back(one);
    const bool plainer =
        is_plain(*one) && (way.cause == nullptr || size_of(*one) < size_of(*way.cause));
    if (plainer) way.cause = one;
  }
  for (auto& [name, way] : ways_) {
    if (way.cause != nullptr) way.cause = most_telling(way.cases, *way.cause);
  }
}

const Causes::Way* Causes::find(const std::string& name) const {
  const auto found = ways_.find(name);
  return found == ways_.end() || found->second.cause == nullptr ? nullptr : &found->second;
}

const CaseResult* Causes::of(const CaseResult& result) const {
  auto name = way_of_failing(result);
  if (!name) return nullptr;
  const auto* way = find(*name);
  // What is wrong with get of one key is not told of get * once more.
  if (name->front() == static_cast<char>(Asked::star)) {
    name->front() = static_cast<char>(Asked::get);
    if (const auto* of_one_key = find(*name)) return of_one_key->cause;
  }
  return way != nullptr && of_several_sessions(way->cases) ? way->cause : nullptr;
}

}  // namespace eardrum::conformance
