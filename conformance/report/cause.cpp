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

bool is_plain_name(std::string_view word) {
  constexpr std::size_t bytes_max = 40;
  const auto plain = [](char c) { return c == '.' || is_digit(c) || (c >= 'a' && c <= 'z'); };
  return word.size() <= bytes_max && std::ranges::all_of(word, plain) && !word.empty() &&
         word.front() >= 'a' && word.back() != '.';
}

bool is_plain_number(std::string_view word, std::size_t digits_max) {
  return !word.empty() && word.size() <= digits_max && std::ranges::all_of(word, is_digit);
}

/// "10.6"
bool is_plain_value(std::string_view word) {
  const auto point = std::min(word.find('.'), word.size() - 1);
  return !word.empty() && is_plain_number(word.substr(0, point), 3) &&
         is_plain_number(word.substr(point + 1), 3);
}

/// A timestamp of no special size: "100" to that of today.
bool is_plain_timestamp(std::string_view word) {
  return is_plain_number(word, 10) && word.size() >= 3 && word.front() != '0';
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
  return fields.size() <= 4 && std::ranges::all_of(fields, [](std::string_view word) {
           return is_plain_name(word) || is_plain_value(word) || is_plain_timestamp(word);
         });
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

/// Our own words, without what they quote and count, and without what differs only in that several
/// answers would have been right.
std::string words_of(std::string_view sentence) {
  constexpr std::string_view alternatives = "no alternative is met: ";
  if (sentence.starts_with(alternatives)) sentence.remove_prefix(alternatives.size());
  std::string out;
  bool quoted = false;
  for (const char c : sentence) {
    if (c == '\'') quoted = !quoted;
    if (!quoted && !is_digit(c)) out += c;
  }
  return out;
}

bool is_unfinished(const CaseResult& result) {
  return result.verdict == Verdict::hang && !result.finding->received.empty();
}

/// Rules that speak of what is plainly broken, the most telling one first.
std::vector<std::string_view> rules_about(const CaseResult& result, Asked what) {
  const auto& finding = *result.finding;
  if (is_unfinished(result)) return {"REQ-FRM-2"};
  if (finding.sentence.contains("closed the connection")) return {"REQ-CON-1"};
  for (const auto fault : row_faults_told(finding.sentence)) {
    switch (fault) {
      case RowFaultKind::other_value:
        return {"REQ-GET-6", "REQ-PUT-3"};
      case RowFaultKind::other_time:
        return {"REQ-GET-8"};
      case RowFaultKind::foreign_key:
        return {"REQ-GET-11", "REQ-KEY-5", "REQ-GET-4"};
      case RowFaultKind::too_often:
        return {"REQ-GET-4", "REQ-PUT-17", "REQ-GET-13"};
      case RowFaultKind::missing:
        if (what == Asked::star) return {"REQ-GET-2", "REQ-PUT-2"};
        return {"REQ-PUT-2", "REQ-GET-5"};
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
  return {"REQ-ERR-1", "REQ-ERR-2"};
}

std::size_t sent_bytes(const Finding& finding) {
  std::size_t bytes = 0;
  for (const auto& entry : finding.transcript) {
    if (entry.kind == TranscriptEntry::Kind::sent) bytes += entry.bytes.for_judging().size();
  }
  return bytes;
}

/// How well a plain case shows the cause: less is better.
auto worth(const CaseResult& result) {
  std::set<std::string_view> connections;
  for (const auto& entry : result.finding->transcript) {
    if (entry.kind == TranscriptEntry::Kind::sent) connections.insert(entry.connection);
  }
  const auto rules = rules_about(result, *asked(*result.finding));
  const auto rank = std::ranges::find(rules, blamed_rule(result)) - rules.begin();
  return std::tuple(connections.size(), rank, sent_bytes(*result.finding));
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
  for (const auto fault : rows) way += '\0' + std::to_string(static_cast<int>(fault));
  if (!rows.empty()) return way;
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
    if (way.first == nullptr) way.first = one;
    way.of_several_sessions = way.of_several_sessions || one->session != way.first->session;
    if (!is_plain(*one)) continue;
    if (way.cause == nullptr || worth(*one) < worth(*way.cause)) way.cause = one;
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
  return way != nullptr && way->of_several_sessions ? way->cause : nullptr;
}

}  // namespace eardrum::conformance
