// How far a run of eardrum-fuzz has come: a line that is rewritten on a terminal, and a line now
// and then elsewhere.
#pragma once

#include <chrono>
#include <iosfwd>
#include <string>

#include "eardrum/fuzz/blackbox/campaign.hpp"

namespace eardrum::fuzz {

/// "12.0 s, 2400 sessions (200.0 a second), 31022 requests (2585.2 a second), 1 finding"
std::string status_text(const Progress& progress, std::chrono::microseconds elapsed);

/// Not thread-safe.
class Status {
 public:
  /// Writes to `out`, which must outlive it. The time counts from here.
  Status(std::ostream& out, bool terminal) : out_(out), terminal_(terminal) {}

  /// Writes the line if it is time to.
  void show(const Progress& progress);

  /// Makes room for other lines.
  void erase();

 private:
  using Clock = std::chrono::steady_clock;

  std::ostream& out_;
  bool terminal_;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point shown_at_ = begin_;
  bool shown_ = false;
};

}  // namespace eardrum::fuzz
