#include "eardrum/client/view/time_text.hpp"

#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "eardrum/protocol/characters.hpp"
#include "eardrum/protocol/numeral.hpp"

namespace eardrum::client {
namespace {

constexpr std::int64_t seconds_max = 253'402'300'799;  // 9999-12-31T23:59:59Z
constexpr std::int64_t seconds_min = -62'167'219'200;  // 0000-01-01T00:00:00Z

bool has_date(std::int64_t seconds) {
  return seconds >= seconds_min && seconds <= seconds_max;
}

std::tm fields_of(std::int64_t seconds, TimeZone zone) {
  const std::time_t time = seconds;
  std::tm fields{};
  if (zone == TimeZone::utc) {
    gmtime_r(&time, &fields);
  } else {
    localtime_r(&time, &fields);
  }
  return fields;
}

/// Takes exactly `digits` digits from the front.
bool take_number(std::string_view& text, std::size_t digits, int& value) {
  const auto part = text.substr(0, digits);
  if (part.size() != digits || !protocol::is_digit(part.front())) return false;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
  if (error != std::errc{} || end != part.data() + part.size()) return false;
  text.remove_prefix(digits);
  return true;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == any_of.npos) return false;
  text.remove_prefix(1);
  return true;
}

/// "T16:30" or "T16:30:47" after a date, or nothing.
bool take_clock(std::string_view& text, std::tm& fields) {
  if (!take(text, "Tt ")) return true;
  if (!take_number(text, 2, fields.tm_hour) || !take(text, ":")) return false;
  if (!take_number(text, 2, fields.tm_min)) return false;
  return !take(text, ":") || take_number(text, 2, fields.tm_sec);
}

/// "Z", "+03:00", "+0300" or nothing: seconds ahead of UTC.
bool take_offset(std::string_view& text, std::optional<int>& ahead) {
  if (text.empty()) return true;
  if (take(text, "Zz")) {
    ahead = 0;
    return text.empty();
  }
  const int sign = text.front() == '-' ? -1 : 1;
  int hours = 0;
  int minutes = 0;
  if (!take(text, "+-") || !take_number(text, 2, hours)) return false;
  take(text, ":");
  if (!take_number(text, 2, minutes)) return false;
  ahead = sign * (hours * 3600 + minutes * 60);
  return text.empty() && hours <= 14 && minutes < 60;
}

std::optional<std::int64_t> parse_date(std::string_view text, TimeZone zone) {
  std::tm fields{};
  if (!take_number(text, 4, fields.tm_year) || !take(text, "-")) return std::nullopt;
  if (!take_number(text, 2, fields.tm_mon) || !take(text, "-")) return std::nullopt;
  if (!take_number(text, 2, fields.tm_mday)) return std::nullopt;
  std::optional<int> ahead;
  if (!take_clock(text, fields) || !take_offset(text, ahead)) return std::nullopt;
  const bool in_range = fields.tm_hour < 24 && fields.tm_min < 60 && fields.tm_sec < 60;
  if (!in_range) return std::nullopt;
  fields.tm_year -= 1900;
  fields.tm_mon -= 1;
  fields.tm_isdst = -1;
  const auto wanted = fields;
  const bool local = !ahead && zone == TimeZone::local;
  const std::time_t time = local ? std::mktime(&fields) : timegm(&fields);
  // A 31st of February is carried over: then the date was none.
  if (fields.tm_mday != wanted.tm_mday || fields.tm_mon != wanted.tm_mon) return std::nullopt;
  return time - ahead.value_or(0);
}

}  // namespace

std::optional<std::int64_t> parse_duration(std::string_view text) {
  constexpr std::int64_t longest = 1'000'000'000'000;
  std::int64_t total = 0;
  while (!text.empty()) {
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || count < 0 || count > longest) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    std::int64_t unit = 1;
    if (!text.empty()) {
      switch (text.front()) {
        case 's':
          break;
        case 'm':
          unit = 60;
          break;
        case 'h':
          unit = 3600;
          break;
        case 'd':
          unit = 86'400;
          break;
        case 'w':
          unit = 604'800;
          break;
        default:
          return std::nullopt;
      }
      text.remove_prefix(1);
    }
    total += count * unit;
    if (total > longest) return std::nullopt;
  }
  return total > 0 ? std::optional(total) : std::nullopt;
}

std::optional<std::int64_t> parse_time(std::string_view text, std::int64_t now, TimeZone zone) {
  if (text == "now") return now;
  const bool has_unit = !text.empty() && !protocol::is_digit(text.back());
  if (has_unit && (text.front() == '-' || text.front() == '+')) {
    const auto duration = parse_duration(text.substr(1));
    if (!duration) return std::nullopt;
    return text.front() == '-' ? now - *duration : now + *duration;
  }
  if (const auto seconds = protocol::parse_timestamp(text)) return *seconds;
  return parse_date(text, zone);
}

std::string format_time(std::int64_t seconds, TimeZone zone, const char* format) {
  if (!has_date(seconds)) return std::to_string(seconds);
  const auto fields = fields_of(seconds, zone);
  std::array<char, 64> text{};
  return {text.data(), std::strftime(text.data(), text.size(), format, &fields)};
}

std::string format_time(std::int64_t seconds, TimeZone zone) {
  if (!has_date(seconds)) return std::to_string(seconds);
  auto text = format_time(seconds, zone, "%Y-%m-%dT%H:%M:%S");
  if (zone == TimeZone::utc) return text + 'Z';
  auto minutes = offset_seconds(seconds, zone) / 60;
  text += minutes < 0 ? '-' : '+';
  minutes = std::abs(minutes);
  std::array<char, 16> offset{};
  const int size = std::snprintf(offset.data(), offset.size(), "%02d:%02d",
                                 static_cast<int>(minutes / 60), static_cast<int>(minutes % 60));
  return text.append(offset.data(), static_cast<std::size_t>(size));
}

std::int64_t offset_seconds(std::int64_t seconds, TimeZone zone) {
  if (zone == TimeZone::utc || !has_date(seconds)) return 0;
  return fields_of(seconds, zone).tm_gmtoff;
}

}  // namespace eardrum::client
