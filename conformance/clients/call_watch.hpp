// Observes a driver during a call: whether it works, sleeps, or uses processor time without end.
#pragma once

#include <chrono>
#include <optional>

#include "eardrum/conformance/clients/driver.hpp"
#include "eardrum/conformance/play/patience.hpp"
#include "eardrum/conformance/play/stillness.hpp"

namespace eardrum::conformance {

/// How long to wait for a call while no bytes are sent or received.
struct CallBounds {
  std::chrono::milliseconds asleep;  ///< while it is observed asleep, with nothing left to read
  std::chrono::milliseconds busy;    ///< processor time that it may use
  std::chrono::milliseconds wait;    ///< while it is observed neither working nor asleep
};

class CallWatch {
 public:
  enum class State {
    working,  ///< it may still return
    asleep,   ///< it has been observed asleep, with nothing left to read, for too long
    busy,     ///< it has used too much processor time
    late,     ///< it is observed neither working nor asleep, and the longest wait is over
  };

  CallWatch(const Driver& driver, const Patience& patience, const CallBounds& bounds);

  /// Notes that bytes were sent or received. Restarts both clocks.
  void note_progress();

  /// Observes once. `fd` is the kit's end of the connection that the client uses, or negative. A
  /// client that continues to read its input makes progress, even if it is slow; this has a limit
  /// too. A client that computes is never late. Its processor time is limited instead, because on a
  /// loaded machine it gets little of it.
  State look(int fd);

  /// How long it has been observed asleep with nothing left to read.
  std::chrono::steady_clock::duration still_for() const { return still_.lasted(); }

  /// The time since bytes were last sent or received.
  std::chrono::steady_clock::duration waited() const;

  /// How much of waited() it was observed asleep with nothing left to read.
  std::chrono::steady_clock::duration slept() const;

 private:
  using Clock = std::chrono::steady_clock;

  bool reads_on(int fd);
  bool is_still(int fd) const;
  void account();
  bool computes() const;

  const Driver& driver_;
  Patience patience_;
  CallBounds bounds_;
  StillTime still_;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point end_of_reading_;
  int looks_ = 0;
  int still_looks_ = 0;
  std::optional<std::size_t> unread_;  ///< bytes, at the last observation
  Clock::time_point next_account_ = begin_;
  std::optional<std::chrono::milliseconds> spent_at_begin_;
  std::chrono::milliseconds spent_{0};  ///< since then, when last accounted
};

}  // namespace eardrum::conformance
