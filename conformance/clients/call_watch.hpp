// Looks from outside at a driver in the middle of a call: does it work, sleep, or spin?
#pragma once

#include <chrono>
#include <optional>

#include "eardrum/conformance/clients/driver.hpp"
#include "eardrum/conformance/play/patience.hpp"
#include "eardrum/conformance/play/stillness.hpp"

namespace eardrum::conformance {

/// How long a call is waited for while nothing comes or goes.
struct CallBounds {
  std::chrono::milliseconds asleep;  ///< seen asleep, with nothing left to read
  std::chrono::milliseconds busy;    ///< processor time spent
  std::chrono::milliseconds wait;    ///< while neither of these is seen: neither at work nor asleep
};

class CallWatch {
 public:
  enum class State {
    working,  ///< it may still come back
    asleep,   ///< it has been seen asleep, with nothing left to read, for too long
    busy,     ///< it has spent too much processor time
    late,     ///< neither is seen, but the longest wait is over
  };

  CallWatch(const Driver& driver, const Patience& patience, const CallBounds& bounds);

  /// Bytes came or went: both clocks start again.
  void note_progress();

  /// `fd` is our end of the connection that the client uses, or negative. While the client goes on
  /// reading what was sent to it, however slowly, it makes progress; but not for ever. One that
  /// computes is never late: how much of that is too much is told by its processor time, since on a
  /// loaded machine it gets little of that.
  State look(int fd);

  /// How long it has been seen asleep with nothing left to read.
  std::chrono::steady_clock::duration still_for() const { return still_.lasted(); }

  /// How long nothing has come or gone.
  std::chrono::steady_clock::duration waited() const;

  /// How much of that time it has slept with nothing left to read, as far as was seen.
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
  std::optional<std::size_t> unread_;  ///< bytes, when last looked at
  Clock::time_point next_account_ = begin_;
  std::optional<std::chrono::milliseconds> spent_at_begin_;
  std::chrono::milliseconds spent_{0};  ///< since then, when last accounted
};

}  // namespace eardrum::conformance
