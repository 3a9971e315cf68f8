#include "eardrum/conformance/clients/call_watch.hpp"

#include <algorithm>
#include <utility>

#include "eardrum/conformance/observation/quiet.hpp"

namespace eardrum::conformance {

using std::chrono::milliseconds;

// A client that reads byte by byte, and looks through all of them each time, takes long.
constexpr int reading_waits = 10;

CallWatch::CallWatch(const Driver& driver, const Patience& patience, const CallBounds& bounds)
    : driver_(driver),
      patience_(patience),
      bounds_(bounds),
      end_of_reading_(begin_ + reading_waits * bounds.wait) {}

void CallWatch::note_progress() {
  still_.note(false);
  begin_ = Clock::now();
  looks_ = still_looks_ = 0;
  spent_at_begin_.reset();
  spent_ = milliseconds(0);
}

bool CallWatch::is_still(int fd) const {
  if (fd < 0) return all_threads_asleep(driver_.pid()).value_or(false);
  return Stillness(driver_.pid(), patience_).look(fd).still();
}

/// Adding up processor time means reading much of /proc, so it is done ten times a second.
void CallWatch::account() {
  constexpr milliseconds interval{100};
  if (Clock::now() < next_account_) return;
  next_account_ = Clock::now() + interval;
  const auto spent = driver_.processor_time();
  if (!spent_at_begin_) spent_at_begin_ = spent;
  spent_ = spent - *spent_at_begin_;
}

/// Who looks at a clock now and then sleeps most of the time, and spends little.
bool CallWatch::computes() const {
  constexpr int least_share = 20;  // one in so many
  return 2 * slept() < waited() && least_share * spent_ >= waited();
}

bool CallWatch::reads_on(int fd) {
  if (fd < 0 || Clock::now() >= end_of_reading_) return false;
  const auto before = std::exchange(unread_, peer_receive_queue_bytes(fd));
  return before && unread_ && *unread_ < *before;
}

CallWatch::State CallWatch::look(int fd) {
  if (reads_on(fd)) note_progress();
  const bool still = is_still(fd);
  still_.note(still);
  ++looks_;
  still_looks_ += still ? 1 : 0;
  if (still_.lasted() >= bounds_.asleep) return State::asleep;
  if (!still) account();
  if (spent_ >= bounds_.busy) return State::busy;
  return waited() >= bounds_.wait && !computes() ? State::late : State::working;
}

std::chrono::steady_clock::duration CallWatch::waited() const {
  return Clock::now() - begin_;
}

std::chrono::steady_clock::duration CallWatch::slept() const {
  return waited() * still_looks_ / std::max(looks_, 1);
}

}  // namespace eardrum::conformance
