// When to measure: whole multiples of the interval on the clock, each at most once. Pure.
#pragma once

#include <cstdint>
#include <map>

namespace eardrum::client {

class Ticks {
 public:
  /// `interval` in seconds, at least 1.
  explicit Ticks(std::int64_t interval) : interval_(interval) {}

  /// The tick of the moment `now` (seconds since 1970): the last multiple of the interval that is
  /// not later.
  std::int64_t tick_at(std::int64_t now) const;

  /// The first tick after `now`.
  std::int64_t next_after(std::int64_t now) const { return tick_at(now) + interval_; }

  /// Whether this tick has not been taken yet; it is now. After the clock has been set back the
  /// ticks that were taken before are refused, those that are new are not.
  bool take(std::int64_t tick);

 private:
  std::int64_t interval_;
  std::map<std::int64_t, std::int64_t> taken_;  ///< last tick of a run of ticks -> its first
};

}  // namespace eardrum::client
