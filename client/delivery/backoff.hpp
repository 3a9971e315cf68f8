// Computes how long to wait before the next attempt to reach a target. Pure: the caller draws the
// random numbers.
#pragma once

#include <chrono>

namespace eardrum::client {

/// The bound doubles with each failure, up to a limit. Each wait is random between half of the
/// bound and the bound, so that senders that lost the same server do not reconnect at the same
/// time.
class Backoff {
 public:
  /// No wait is shorter than `shortest`. Callers pass their interval, so that there is at most one
  /// attempt in each interval.
  Backoff(std::chrono::milliseconds shortest, std::chrono::milliseconds longest)
      : shortest_(shortest), longest_(longest < shortest ? shortest : longest) {}

  /// The wait after one more failure. `drawn` is a random number, uniform in [0, 1).
  std::chrono::milliseconds after_failure(double drawn);

  /// Notes that the target answered. The wait after the next failure is short again.
  void after_success() { failures_ = 0; }

 private:
  std::chrono::milliseconds shortest_;
  std::chrono::milliseconds longest_;
  int failures_ = 0;
};

}  // namespace eardrum::client
