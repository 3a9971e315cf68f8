// Points in time as people write and read them. Pure but for the local time zone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace eardrum::client {

enum class TimeZone { local, utc };

/// Seconds since 1970 of:  now | -1h | +30s (from now; s, m, h, d, w; "-1h30m") | 1501864247 |
/// 2017-08-04 | 2017-08-04T16:30 | 2017-08-04T16:30:47 | the same with Z or +03:00 . A blank may
/// stand for the T. Without an offset it is a time in `zone`. Nothing for anything else.
std::optional<std::int64_t> parse_time(std::string_view text, std::int64_t now, TimeZone zone);

/// Seconds of  90 | 90s | 5m | 1h | 1d | 1w | 1h30m , more than zero.
std::optional<std::int64_t> parse_duration(std::string_view text);

/// "2017-08-04T16:30:47Z" or, local, "2017-08-04T19:30:47+03:00". A time beyond the years 0 to 9999
/// is written in seconds.
std::string format_time(std::int64_t seconds, TimeZone zone);

/// By a format of strftime(3), for axes.
std::string format_time(std::int64_t seconds, TimeZone zone, const char* format);

/// Seconds that `zone` is ahead of UTC at that time.
std::int64_t offset_seconds(std::int64_t seconds, TimeZone zone);

}  // namespace eardrum::client
