// How long to wait before a target is tried again. Pure: randomness comes from the caller.
#pragma once

#include <chrono>

namespace eardrum::client {

/// Doubles with each failure, up to a limit; each wait is drawn between half of that and the whole,
/// so that many senders that lost one server do not return together.
class Backoff {
 public:
  /// No wait is shorter than `shortest`, which is the interval: at most one attempt in each.
  Backoff(std::chrono::milliseconds shortest, std::chrono::milliseconds longest)
      : shortest_(shortest), longest_(longest < shortest ? shortest : longest) {}

  /// The wait after one more failure; `drawn` is uniform in [0, 1).
  std::chrono::milliseconds after_failure(double drawn);

  /// The target answered: the next failure waits shortly again.
  void after_success() { failures_ = 0; }

 private:
  std::chrono::milliseconds shortest_;
  std::chrono::milliseconds longest_;
  int failures_ = 0;
};

}  // namespace eardrum::client
