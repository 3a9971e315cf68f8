// Reads and writes times and durations as people write them. Pure, except for the local time zone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace eardrum::client {

enum class TimeZone { local, utc };

/// Reads  now | -1h | +30s (from now; s, m, h, d, w; "-1h30m") | 1501864247 | 2017-08-04 |
/// 2017-08-04T16:30 | 2017-08-04T16:30:47 | the same with Z or +03:00 . A blank may replace the T.
/// A time without an offset is in `zone`. Returns seconds since 1970; nothing for any other text.
std::optional<std::int64_t> parse_time(std::string_view text, std::int64_t now, TimeZone zone);

/// Reads  90 | 90s | 5m | 1h | 1d | 1w | 1h30m  and returns seconds, more than zero.
std::optional<std::int64_t> parse_duration(std::string_view text);

/// "2017-08-04T16:30:47Z" or, in local time, "2017-08-04T19:30:47+03:00". A time outside the years
/// 0 to 9999 is written in seconds.
std::string format_time(std::int64_t seconds, TimeZone zone);

/// The time in a format of strftime(3). For axes.
std::string format_time(std::int64_t seconds, TimeZone zone, const char* format);

/// How many seconds `zone` is ahead of UTC at that time.
std::int64_t offset_seconds(std::int64_t seconds, TimeZone zone);

}  // namespace eardrum::client
