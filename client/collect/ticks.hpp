// Decides when to measure: at multiples of the interval, each at most once. Pure.
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

  /// Marks the tick as used. Returns false if it was used before. After the clock is set back, used
  /// ticks are refused and unused ticks are accepted.
  bool take(std::int64_t tick);

 private:
  std::int64_t interval_;
  std::map<std::int64_t, std::int64_t> taken_;  ///< last tick of a run of ticks -> its first
};

}  // namespace eardrum::client
