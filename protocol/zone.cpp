#include "eardrum/protocol/zone.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <string>
#include <system_error>

#include "eardrum/protocol/characters.hpp"
#include "eardrum/protocol/command.hpp"
#include "eardrum/protocol/limits.hpp"
#include "eardrum/protocol/numeral.hpp"

namespace eardrum::protocol {
namespace {

constexpr std::int64_t core_timestamp_max = 2'147'483'647;

Zone refused_zone(NumeralFault fault) {
  return fault == NumeralFault::not_a_number ? Zone::must_reject : Zone::open;
}

Zone key_zone(std::string_view key) {
  return std::ranges::all_of(key, is_core_key_byte) ? Zone::must_accept : Zone::open;
}

Zone put_zone(std::string_view key, std::string_view value, std::string_view timestamp) {
  // An open argument entitles the testee to close, and it may look at that argument first: only
  // beside plain arguments does one that no reading takes make the error answer due.
  const std::array zones{key_zone(key), value_zone(value), timestamp_zone(timestamp)};
  if (std::ranges::count(zones, Zone::open) > 0) return Zone::open;
  return std::ranges::max(zones);  // must_accept < must_reject
}

/// Printable ASCII, single blanks between words, none at either end, and short enough for anyone's
/// buffer. Anything else may be split into words in more than one way, so the text leaves it open.
bool splits_one_way(std::string_view line) {
  if (line.empty() || line.front() == ' ' || line.back() == ' ') return false;
  if (line.size() + 1 > limits::core_request_bytes_max) return false;
  if (line.find("  ") != std::string_view::npos) return false;
  return std::ranges::all_of(line, [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

Zone value_zone(std::string_view text) {
  const auto value = parse_value(text);
  if (!value) return refused_zone(value.error());
  const bool underflow = *value == 0 && text.find_first_of("123456789") != std::string_view::npos;
  return is_core_value_shape(text) && !underflow ? Zone::must_accept : Zone::open;
}

Zone timestamp_zone(std::string_view text) {
  const auto timestamp = parse_timestamp(text);
  if (!timestamp) return refused_zone(timestamp.error());
  const bool core = *timestamp >= 0 && *timestamp <= core_timestamp_max;
  return core ? Zone::must_accept : Zone::open;
}

Zone request_zone(std::string_view line) {
  if (!splits_one_way(line)) return Zone::open;
  constexpr auto arguments_max = std::ranges::max(all_commands, {}, &Command::arguments).arguments;
  constexpr auto words_max = arguments_max + 2;  // one more than any command has
  std::array<std::string_view, words_max> words;
  std::size_t count = 0;
  for (auto rest = line; !rest.empty() && count < words_max; ++count) {
    const auto end = std::min(rest.find(' '), rest.size());
    words[count] = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const auto* const command = find_command(words[0]);
  if (command == nullptr) {  // REQ-ERR-2; but lower case is a house rule, REQ-ERR-6
    return is_command_ignoring_case(words[0]) ? Zone::open : Zone::must_reject;
  }
  if (count != 1 + command->arguments) return Zone::must_reject;  // REQ-PUT-12, REQ-GET-12
  switch (command->kind) {
    case CommandKind::put:
      return put_zone(words[1], words[2], words[3]);
    case CommandKind::get:
      break;
  }
  return words[1] == "*" ? Zone::must_accept : key_zone(words[1]);
}

std::optional<double> read_value_widely(std::string_view text) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return std::nullopt;
  }
  // Respell strictly, then let the strict reader judge: it tells overflow from underflow.
  std::string strict;
  if (text.starts_with('-')) {
    strict = '-';
    text.remove_prefix(1);
  }
  const auto exponent = std::min(text.find_first_of("eE"), text.size());
  const auto point = std::min(text.find('.'), exponent);
  auto whole = text.substr(0, point);
  const auto after_point = std::min(point + 1, exponent);
  const auto fraction = text.substr(after_point, exponent - after_point);
  if (whole.empty() && fraction.empty()) return std::nullopt;
  if (!std::ranges::all_of(whole, is_digit)) return std::nullopt;
  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
  strict += whole.empty() ? "0" : whole;
  if (!fraction.empty()) strict.append(1, '.').append(fraction);
  strict += text.substr(exponent);
  const auto value = parse_value(strict);
  if (value) return *value;
  if (value.error() != NumeralFault::out_of_range) return std::nullopt;
  const auto infinity = std::numeric_limits<double>::infinity();
  return strict.front() == '-' ? -infinity : infinity;
}

std::optional<std::int64_t> read_timestamp_widely(std::string_view text) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return std::nullopt;
  }
  std::int64_t timestamp = 0;
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const auto [stop, error] = std::from_chars(begin, end, timestamp);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return timestamp;
}

}  // namespace eardrum::protocol
