#include "eardrum/conformance/blame/symptom.hpp"

#include <algorithm>
#include <map>
#include <ranges>

#include "eardrum/conformance/blame/cause.hpp"
#include "eardrum/protocol/characters.hpp"
#include "eardrum/protocol/command.hpp"

namespace eardrum::conformance {
namespace {

using protocol::is_digit;

// More digits, or a longer name, are a case of their own and no accident.
constexpr std::size_t digits_max = 12;
constexpr std::size_t name_bytes_max = 48;

// A dump of memory, an answer without end: its beginning says what it is.
constexpr std::size_t looked_at_bytes_max = 4096;

// The end of a traceback: where, the line of code, the error.
constexpr std::size_t last_words_lines = 3;

bool is_plain_name(std::string_view word) {
  return !word.empty() && word.size() <= name_bytes_max &&
         std::ranges::all_of(word, protocol::is_core_key_byte);
}

std::string without_digits(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto digits =
        static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
    if (digits > 0) out += digits > digits_max ? 'M' : 'N';
    if (digits == 0) out += text.front();
    text.remove_prefix(std::max<std::size_t>(digits, 1));
  }
  return out;
}

bool begins_like_a_number(std::string_view word) {
  if (word.starts_with('-')) word.remove_prefix(1);
  return !word.empty() && is_digit(word.front());
}

std::string line_shape(std::string_view line) {
  std::vector<std::string_view> words;
  for (const auto word : std::views::split(line, ' ')) words.emplace_back(word.begin(), word.end());
  const bool request = words.size() >= 2 && protocol::find_command(words[0]) != nullptr;
  const bool row =
      words.size() == 3 && begins_like_a_number(words[1]) && begins_like_a_number(words[2]);
  const std::size_t name = request ? 1 : row ? 0 : words.size();
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += ' ';
    out += i == name && is_plain_name(words[i]) ? "K" : without_digits(words[i]);
  }
  return out;
}

/// What was sent since the last answer before the one that failed.
std::string last_request(const Finding& finding) {
  using Kind = TranscriptEntry::Kind;
  const auto& all = finding.transcript;
  std::string bytes;
  for (auto entry = all.rbegin(); entry != all.rend() && bytes.size() < looked_at_bytes_max;
       ++entry) {
    if (entry->kind == Kind::received && !bytes.empty()) break;
    if (entry->kind == Kind::sent) bytes.insert(0, entry->bytes.for_judging());
  }
  return bytes;
}

/// The end of what the testee wrote to stderr: the place in its code, if it is a traceback.
std::string last_words(const Finding& finding) {
  const auto lines = finding.output.err.lines();
  if (lines.size() < last_words_lines) return "";
  std::string words;
  for (auto line = lines.end() - last_words_lines; line != lines.end(); ++line) {
    words += without_digits(line->for_judging().substr(0, looked_at_bytes_max)) + '\n';
  }
  return words;
}

}  // namespace

std::string shape(std::string_view bytes) {
  const bool more = bytes.size() > looked_at_bytes_max;
  bytes = bytes.substr(0, looked_at_bytes_max);
  std::string out;
  std::string before;
  for (bool first = true; !bytes.empty(); first = false) {
    const auto end = std::min(bytes.find('\n'), bytes.size());
    auto line = line_shape(bytes.substr(0, end));
    if (end < bytes.size()) line += '\n';
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (first || line != before || line == "\n") out += line;
    before = std::move(line);
  }
  return out + (more ? "..." : "");
}

std::string symptom(const CaseResult& result) {
  auto key = std::string(label(result.verdict)) + '\0';
  // What the kit cannot do in one case it most often cannot do in all.
  if (!result.finding || result.verdict == Verdict::harness) return key;
  const auto& finding = *result.finding;
  const auto& fault = finding.fault;
  key += slug(fault.kind);
  if (fault.client) {
    key +=
        '\0' + std::string(slug(fault.client->step)) + '\0' + std::string(slug(fault.client->due));
    return key + '\0' + std::string(slug(fault.client->end)) + '\0' + result.session;
  }
  if (fault.kind == FaultKind::other) return key + '\0' + result.session;
  for (const auto kind : fault.rows) key += '\0' + std::string(slug(kind));
  key += '\0' + shape(finding.received.for_judging()) + '\0';
  if (result.verdict == Verdict::hang && !finding.received.empty()) return key;
  if (result.verdict == Verdict::crash) {
    if (const auto words = last_words(finding); !words.empty()) return key + words;
  }
  key += finding.expected ? shape(*finding.expected) : "any";
  return key + '\0' + shape(last_request(finding));
}

std::vector<const CaseResult*> symptom_leaders(const RunReport& report) {
  std::vector<const CaseResult*> cases;
  cases.reserve(report.cases.size());
  for (const auto& result : report.cases) cases.push_back(&result);
  const Causes causes(cases);
  std::map<std::string, const CaseResult*> leaders;
  std::vector<const CaseResult*> out;
  out.reserve(cases.size());
  for (const auto* result : cases) {
    const auto* leader = causes.of(*result);
    if (leader == nullptr && is_told_in_full(result->verdict)) {
      leader = leaders.try_emplace(symptom(*result), result).first->second;
    }
    out.push_back(leader);
  }
  return out;
}

}  // namespace eardrum::conformance
