// Where the time of a run went.
#pragma once

#include <chrono>
#include <cstdint>

namespace eardrum::conformance {

struct TimeSpent {
  // By the clock on the wall.
  std::chrono::microseconds sessions{};
  std::chrono::microseconds load{};  ///< clients at the same time, resources
  std::chrono::microseconds random{};

  // Of the sessions, summed over the testees that ran at a time.
  std::uint64_t starts = 0;
  std::chrono::microseconds starting{};
  std::chrono::microseconds silence{};  ///< waited for, and nothing came

  friend bool operator==(const TimeSpent&, const TimeSpent&) = default;
};

}  // namespace eardrum::conformance
