#include "eardrum/fuzz/grammar/agreement.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "eardrum/fuzz/grammar/generator.hpp"
#include "eardrum/fuzz/laws/verdict.hpp"
#include "eardrum/protocol/command.hpp"

namespace eardrum::fuzz {
namespace {

using protocol::Zone;

constexpr std::size_t counted_bytes_max = 200;  // longer texts hit no other rules
constexpr std::uint64_t counted_one_in = 8;

constexpr std::array<std::string_view, exceptions> names{
    "line-beyond-limit",      "key-beyond-limit",          "value-beyond-binary64",
    "timestamp-beyond-int64", "core-line-beyond-limit",    "core-timestamp-beyond-31-bits",
    "row-key-beyond-limit",   "row-value-beyond-binary64", "row-timestamp-beyond-int64",
};

// The tests of exceptions. They see only what the grammar has taken, so a split at blanks is right,
// and they share no code with the codec: numbers are compared as digits, or read by the C library.

std::vector<std::string> words_of_line(std::string_view line) {
  std::vector<std::string> words(1);
  for (const char c : line) {
    if (c == ' ') {
      words.emplace_back();
    } else if (c != '\n') {
      words.back() += c;
    }
  }
  return words;
}

/// Whether decimal digits with an optional sign exceed `most` or, if negative, `least` without
/// sign.
bool is_beyond(std::string_view number, std::string_view most, std::string_view least) {
  const bool negative = number.starts_with('-');
  if (negative) number.remove_prefix(1);
  const auto bound = negative ? least : most;
  return number.size() != bound.size() ? number.size() > bound.size() : number > bound;
}

bool is_beyond_int64(std::string_view number) {
  return is_beyond(number, "9223372036854775807", "9223372036854775808");
}

bool is_beyond_binary64(const std::string& number) {
  return std::isinf(std::strtod(number.c_str(), nullptr));
}

/// Key, value and timestamp of a put or a row that the grammar has taken; of a command with one
/// argument, the key alone.
struct Fields {
  std::string key;
  std::string value = "0";
  std::string timestamp = "0";
};

Fields fields_of_request(std::string_view frame) {
  auto words = words_of_line(frame);
  words.resize(4);
  const auto* const command = protocol::find_command(words[0]);
  if (command != nullptr && command->arguments == 1) return {.key = words[1]};
  return {.key = words[1], .value = words[2], .timestamp = words[3]};
}

std::vector<Fields> rows_of_response(std::string_view frame) {
  std::vector<Fields> rows;
  while (!frame.empty()) {
    const auto end = std::min(frame.find('\n'), frame.size() - 1);
    auto words = words_of_line(frame.substr(0, end));
    frame.remove_prefix(end + 1);
    if (words.size() == 3) rows.push_back({words[0], words[1], words[2]});
  }
  return rows;
}

std::string said(std::string_view what, std::string_view frame) {
  return *broken("agreement", what, frame);
}

}  // namespace

std::string_view name(Exception exception) {
  return names.at(static_cast<std::size_t>(exception));
}

Agreement::Agreement(conformance::Grammar grammar, Judged judged)
    : grammar_(std::move(grammar)),
      judged_(std::move(judged)),
      core_(grammar_, "core-request"),
      strict_(grammar_, "strict-request"),
      response_(grammar_, "response") {
  tally_.rule_hits.resize(grammar_.rules.size());
}

bool Agreement::excepted(Exception exception, bool applies) {
  if (applies) ++tally_.excepted.at(static_cast<std::size_t>(exception));
  return applies;
}

void Agreement::count_hits(const Recogniser& recogniser, std::string_view text) {
  if (text.size() > counted_bytes_max || ++taken_ % counted_one_in != 0) return;
  recogniser.count_hits(text, tally_.rule_hits);
}

std::optional<std::string> Agreement::compare_request(std::string_view frame) {
  ++tally_.requests;
  const bool core = core_.matches(frame);
  const bool strict = strict_.matches(frame);
  tally_.core_requests += core ? 1 : 0;
  tally_.strict_requests += strict ? 1 : 0;
  if (core) count_hits(core_, frame);
  if (strict) count_hits(strict_, frame);
  if (core && !strict) return said("core-request takes it and strict-request does not", frame);
  const bool taken = judged_.codec.parse_request(frame).has_value();
  if (taken && !strict) return said("the codec takes it and the grammar does not", frame);
  if (strict && !taken) {
    const auto fields = fields_of_request(frame);
    const bool accounted =
        excepted(Exception::line_beyond_limit, frame.size() > 1024) ||
        excepted(Exception::key_beyond_limit, fields.key.size() > 255) ||
        excepted(Exception::value_beyond_binary64, is_beyond_binary64(fields.value)) ||
        excepted(Exception::timestamp_beyond_int64, is_beyond_int64(fields.timestamp));
    if (!accounted) return said("the grammar takes it and the codec does not", frame);
  }
  return compare_zone(frame, core, taken);
}

std::optional<std::string> Agreement::compare_zone(std::string_view frame, bool core, bool taken) {
  if (frame.find('\n') + 1 != frame.size()) return std::nullopt;  // zones are about whole lines
  const auto zone = judged_.zone(frame.substr(0, frame.size() - 1));
  if (zone == Zone::must_reject && taken) return said("must be rejected, yet is taken", frame);
  if (zone == Zone::must_accept && !core) {
    return said("must be accepted, yet is no core-request", frame);
  }
  if (zone == Zone::must_accept && !taken) {
    return said("must be accepted, yet the codec refuses it", frame);
  }
  if (!core || zone == Zone::must_accept) return std::nullopt;
  if (zone == Zone::must_reject) return said("a core-request must be rejected", frame);
  // A core value over- or underflows only beyond 300 digits, and so beyond the limit of a line.
  const auto fields = fields_of_request(frame);
  const bool accounted = excepted(Exception::core_line_beyond_limit, frame.size() > 128) ||
                         excepted(Exception::core_timestamp_beyond_31_bits,
                                  is_beyond(fields.timestamp, "2147483647", "0"));
  if (accounted) return std::nullopt;
  return said("a core-request is left open", frame);
}

std::optional<std::string> Agreement::compare_response(std::string_view frame) {
  ++tally_.responses;
  const bool matched = response_.matches(frame);
  if (matched) {
    ++tally_.taken_responses;
    count_hits(response_, frame);
  }
  std::vector<protocol::Row> unused;
  const bool taken = judged_.codec.parse_response(frame, unused).has_value();
  if (taken == matched) return std::nullopt;
  if (taken) return said("the codec takes the response and the grammar does not", frame);
  const auto rows = rows_of_response(frame);
  const auto any = [&](auto applies) { return std::ranges::any_of(rows, applies); };
  const bool accounted =
      excepted(Exception::row_key_beyond_limit,
               any([](const Fields& row) { return row.key.size() > 255; })) ||
      excepted(Exception::row_value_beyond_binary64,
               any([](const Fields& row) { return is_beyond_binary64(row.value); })) ||
      excepted(Exception::row_timestamp_beyond_int64,
               any([](const Fields& row) { return is_beyond_int64(row.timestamp); }));
  if (accounted) return std::nullopt;
  return said("the grammar takes the response and the codec does not", frame);
}

}  // namespace eardrum::fuzz
