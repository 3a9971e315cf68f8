// Waits until a testee has read its input and is idle. If the kit cannot observe this, it waits for
// a bounded time.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>

#include "eardrum/conformance/play/patience.hpp"

namespace eardrum::conformance {

/// One observation of a testee. A member is empty if it cannot be observed.
struct Look {
  std::optional<bool> taken;   ///< it has read everything that was sent on the connection
  std::optional<bool> asleep;  ///< all its threads are asleep

  bool seen() const { return taken && asleep; }
  bool still() const { return taken == true && asleep == true; }
};

class Stillness {
 public:
  /// `pid` is the process of the testee if the kit started it. Without it, sleep cannot be
  /// observed.
  Stillness(std::optional<pid_t> pid, const Patience& patience) : pid_(pid), patience_(patience) {}

  /// Waits for a bounded time until the testee has read everything from its end of `fd`.
  void await_taken(int fd) const;

  /// Observes the other end of `fd` and the threads of the testee once.
  Look look(int fd) const;

  std::optional<pid_t> pid() const { return pid_; }

 private:
  std::optional<pid_t> pid_;
  Patience patience_;
};

/// Measures how long a testee has been idle without interruption.
class StillTime {
 public:
  using Clock = std::chrono::steady_clock;

  void note(bool still);
  std::chrono::steady_clock::duration lasted() const;

 private:
  std::optional<Clock::time_point> since_;
};

}  // namespace eardrum::conformance
