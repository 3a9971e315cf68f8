// Looks from outside at a driver in the middle of a call: does it work, sleep, or spin?
#pragma once

#include <chrono>
#include <optional>

#include "eardrum/conformance/clients/driver.hpp"
#include "eardrum/conformance/play/patience.hpp"
#include "eardrum/conformance/play/stillness.hpp"

namespace eardrum::conformance {

class CallWatch {
 public:
  enum class State {
    working,  ///< it may still come back
    asleep,   ///< it has been seen asleep, with nothing left to read, for too long
    busy,     ///< it has spent too much processor time
    late,     ///< neither is seen, but the longest wait is over
  };

  /// `client_timeout` is what the client was given to wait by itself, or zero.
  CallWatch(const Driver& driver, const Patience& patience,
            std::chrono::milliseconds client_timeout);

  /// Bytes came or went: both clocks start again.
  void note_progress();

  /// `fd` is our end of the connection that the client uses, or negative. While the client goes on
  /// reading what was sent to it, however slowly, it makes progress; but not for ever.
  State look(int fd);

  /// How long it has been seen asleep with nothing left to read.
  std::chrono::steady_clock::duration still_for() const { return still_.lasted(); }

  /// How long nothing has come or gone.
  std::chrono::steady_clock::duration waited() const;

 private:
  using Clock = std::chrono::steady_clock;

  bool reads_on(int fd);
  bool is_still(int fd) const;
  bool spends_too_much();

  const Driver& driver_;
  Patience patience_;
  std::chrono::milliseconds asleep_max_;
  std::chrono::milliseconds wait_max_;
  StillTime still_;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point end_of_reading_;
  std::optional<std::size_t> unread_;  ///< bytes, when last looked at
  Clock::time_point next_account_ = begin_;
  std::optional<std::chrono::milliseconds> spent_at_begin_;
};

}  // namespace eardrum::conformance
