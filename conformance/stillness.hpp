// Waits for a testee to take what was sent and to fall quiet, by looking where that is possible and
// by bounded waiting where it is not.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>

#include "eardrum/conformance/patience.hpp"

namespace eardrum::conformance {

class Stillness {
 public:
  /// `pid` is the testee's process if it is ours; without it, sleep cannot be observed.
  Stillness(std::optional<pid_t> pid, const Patience& patience) : pid_(pid), patience_(patience) {}

  /// Waits until the testee has emptied the receive queue of its end of `fd`, within bounds.
  void await_taken(int fd) const;

  /// Whether the testee has taken everything from `fd` and all its threads sleep; nothing where
  /// that cannot be seen.
  std::optional<bool> is_still(int fd) const;

 private:
  std::optional<pid_t> pid_;
  Patience patience_;
};

/// Counts how long stillness has lasted without a break.
class StillTime {
 public:
  using Clock = std::chrono::steady_clock;

  void note(bool still);
  std::chrono::steady_clock::duration lasted() const;

 private:
  std::optional<Clock::time_point> since_;
};

}  // namespace eardrum::conformance
