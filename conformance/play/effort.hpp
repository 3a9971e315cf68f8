// Decides whether a testee that has not answered yet gets more time. The protocol sets no time
// limit. So a testee that computes or sends gets more time than an idle one, up to a limit.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <optional>

#include "eardrum/conformance/play/patience.hpp"

namespace eardrum::conformance {

/// The observations during one wait.
struct EffortSeen {
  std::chrono::milliseconds waited{};
  std::optional<std::chrono::milliseconds> processor_time{};  ///< used since the first observation
  bool working = false;                                       ///< it has used some of it recently
  std::size_t bytes = 0;                                      ///< of the answer
};

/// Whether to wait longer. Until `patience.answer` always. After that while the testee works and
/// has used less processor time than `patience.work`, or while bytes arrive at a sufficient rate.
/// Pure.
bool deserves_more_time(const EffortSeen& seen, const Patience& patience);

/// Observes one testee from the first call of goes_on().
class Effort {
 public:
  /// Without `pid` only the received bytes count.
  Effort(std::optional<pid_t> pid, const Patience& patience) : pid_(pid), patience_(patience) {}

  /// Whether to wait longer for an answer. `waited` is the time so far, `bytes` the number of
  /// received bytes.
  bool goes_on(std::chrono::milliseconds waited, std::size_t bytes);

 private:
  void look(std::chrono::milliseconds waited);

  std::optional<pid_t> pid_;
  Patience patience_;
  std::optional<std::chrono::milliseconds> first_;  ///< processor time at the first observation
  std::chrono::milliseconds last_{};                ///< processor time at the last observation
  std::chrono::milliseconds looked_at_{};           ///< last observation, since the wait began
  bool working_ = false;
};

}  // namespace eardrum::conformance
