#include "eardrum/conformance/clients/call_watch.hpp"

#include <utility>

#include "eardrum/conformance/observation/quiet.hpp"

namespace eardrum::conformance {

using std::chrono::milliseconds;

// A client that reads byte by byte, and looks through all of them each time, takes long.
constexpr int reading_waits = 10;

// A client may use its time twice: for connecting and for the answer.
CallWatch::CallWatch(const Driver& driver, const Patience& patience, milliseconds client_timeout)
    : driver_(driver),
      patience_(patience),
      asleep_max_(patience.asleep_answer + 2 * client_timeout),
      wait_max_(patience.answer + 2 * client_timeout),
      end_of_reading_(begin_ + reading_waits * wait_max_) {}

void CallWatch::note_progress() {
  still_.note(false);
  begin_ = Clock::now();
  spent_at_begin_.reset();
}

bool CallWatch::is_still(int fd) const {
  if (fd < 0) return all_threads_asleep(driver_.pid()).value_or(false);
  return Stillness(driver_.pid(), patience_).look(fd).still();
}

/// Adding up processor time means reading much of /proc, so it is done ten times a second.
bool CallWatch::spends_too_much() {
  constexpr milliseconds interval{100};
  if (Clock::now() < next_account_) return false;
  next_account_ = Clock::now() + interval;
  const auto spent = driver_.processor_time();
  if (!spent_at_begin_) spent_at_begin_ = spent;
  return spent - *spent_at_begin_ >= patience_.client_busy;
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
  if (still_.lasted() >= asleep_max_) return State::asleep;
  if (!still && spends_too_much()) return State::busy;
  return waited() >= wait_max_ ? State::late : State::working;
}

std::chrono::steady_clock::duration CallWatch::waited() const {
  return Clock::now() - begin_;
}

}  // namespace eardrum::conformance
