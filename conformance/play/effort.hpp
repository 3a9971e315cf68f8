// Whether a testee that has not answered yet is at work on it. The protocol sets no time limit, so
// who computes or sends is given more time than who does nothing, within bounds.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <optional>

#include "eardrum/conformance/play/patience.hpp"

namespace eardrum::conformance {

/// What was seen of one wait, until now.
struct EffortSeen {
  std::chrono::milliseconds waited{};
  std::optional<std::chrono::milliseconds> processor_time{};  ///< used since it is followed
  bool working = false;                                       ///< some of that was used lately
  std::size_t bytes = 0;                                      ///< of the answer
};

/// Whether more time is due: until `answer` in any case, after that for as long as work goes on and
/// costs less than `work`, or as bytes come at a rate that somebody waits for. Pure.
bool deserves_more_time(const EffortSeen& seen, const Patience& patience);

/// Follows one testee from the first question on.
class Effort {
 public:
  /// Without a process only bytes count.
  Effort(std::optional<pid_t> pid, const Patience& patience) : pid_(pid), patience_(patience) {}

  /// Whether an answer of which `bytes` came and that was waited for so long may take longer.
  bool goes_on(std::chrono::milliseconds waited, std::size_t bytes);

 private:
  void look(std::chrono::milliseconds waited);

  std::optional<pid_t> pid_;
  Patience patience_;
  std::optional<std::chrono::milliseconds> first_;  ///< processor time
  std::chrono::milliseconds last_{};                ///< ... at the last look
  std::chrono::milliseconds looked_at_{};           ///< since the wait began
  bool working_ = false;
};

}  // namespace eardrum::conformance
