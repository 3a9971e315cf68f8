// Waits for a testee to take what was sent and to fall quiet, by looking where that is possible and
// by bounded waiting where it is not.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>

#include "eardrum/conformance/play/patience.hpp"

namespace eardrum::conformance {

/// What one look at a testee shows. Nothing where that cannot be seen.
struct Look {
  std::optional<bool> taken;   ///< it has read all that was sent on the connection
  std::optional<bool> asleep;  ///< all its threads sleep

  bool seen() const { return taken && asleep; }
  bool still() const { return taken == true && asleep == true; }
};

class Stillness {
 public:
  /// `pid` is the testee's process if it is ours; without it, sleep cannot be observed.
  Stillness(std::optional<pid_t> pid, const Patience& patience) : pid_(pid), patience_(patience) {}

  /// Waits until the testee has emptied the receive queue of its end of `fd`, within bounds.
  void await_taken(int fd) const;

  /// Looks once, at its end of `fd` and at its threads.
  Look look(int fd) const;

  std::optional<pid_t> pid() const { return pid_; }

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
