#include "eardrum/protocol/zone.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <system_error>

#include "eardrum/protocol/characters.hpp"
#include "eardrum/protocol/limits.hpp"
#include "eardrum/protocol/numeral.hpp"

namespace eardrum::protocol {
namespace {

constexpr std::int64_t core_timestamp_max = 2'147'483'647;

Zone refused_zone(NumeralFault fault) {
  return fault == NumeralFault::not_a_number ? Zone::must_reject : Zone::open;
}

Zone key_zone(std::string_view key) {
  const bool core =
      key.size() <= limits::key_bytes_max && std::ranges::all_of(key, is_core_key_byte);
  return core ? Zone::must_accept : Zone::open;
}

Zone put_zone(std::string_view key, std::string_view value, std::string_view timestamp) {
  // One argument that no reading takes is enough: the rest of the line cannot save it.
  const std::array zones{key_zone(key), value_zone(value), timestamp_zone(timestamp)};
  return std::ranges::max(zones);  // must_accept < open < must_reject
}

/// Printable ASCII, single blanks between words, none at either end. Anything else may be split
/// into words in more than one way, so the text leaves it open.
bool splits_one_way(std::string_view line) {
  if (line.empty() || line.front() == ' ' || line.back() == ' ') return false;
  if (line.size() >= limits::request_bytes_max) return false;
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
  constexpr std::size_t words_max = 5;  // one more than any command has
  std::array<std::string_view, words_max> words;
  std::size_t count = 0;
  for (auto rest = line; !rest.empty() && count < words_max; ++count) {
    const auto end = std::min(rest.find(' '), rest.size());
    words[count] = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const bool put = equals_ignoring_case(words[0], "put");
  const bool get = equals_ignoring_case(words[0], "get");
  if (!put && !get) return Zone::must_reject;            // REQ-ERR-2
  if (count != (put ? 4 : 2)) return Zone::must_reject;  // REQ-PUT-12, REQ-GET-12
  const auto zone = put               ? put_zone(words[1], words[2], words[3])
                    : words[1] == "*" ? Zone::must_accept
                                      : key_zone(words[1]);
  const bool lower = words[0] == "put" || words[0] == "get";
  return lower ? zone : std::max(zone, Zone::open);  // REQ-ERR-6 is a house rule
}

std::optional<double> read_value_widely(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  const bool shape =
      !text.empty() && text.find_first_not_of("-+.eE0123456789") == std::string_view::npos;
  const auto first = text.find_first_not_of('-');
  if (!shape || first > 1 || !(is_digit(text[first]) || text[first] == '.')) return std::nullopt;
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (stop != end || error == std::errc::invalid_argument) return std::nullopt;
  if (error == std::errc{}) return value;
  const auto strict = parse_value(text);  // tells overflow from underflow
  if (strict) return *strict;
  const auto infinity = std::numeric_limits<double>::infinity();
  return text.front() == '-' ? -infinity : infinity;
}

std::optional<std::int64_t> read_timestamp_widely(std::string_view text) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return std::nullopt;
  }
  std::int64_t timestamp = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, timestamp);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return timestamp;
}

}  // namespace eardrum::protocol
