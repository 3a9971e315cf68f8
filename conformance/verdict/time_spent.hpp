// The time that the parts of a run took.
#pragma once

#include <chrono>
#include <cstdint>

namespace eardrum::conformance {

struct TimeSpent {
  // Wall-clock time.
  std::chrono::microseconds sessions{};
  std::chrono::microseconds load{};  ///< parallel load and resources
  std::chrono::microseconds random{};

  // Of the sessions, summed over the parallel testees.
  std::uint64_t starts = 0;
  std::chrono::microseconds starting{};
  std::chrono::microseconds silence{};  ///< waits in which nothing arrived

  friend bool operator==(const TimeSpent&, const TimeSpent&) = default;
};

}  // namespace eardrum::conformance
