#include "eardrum/conformance/call_watch.hpp"

#include "eardrum/conformance/quiet.hpp"

namespace eardrum::conformance {

using std::chrono::milliseconds;

// A client may use its time twice: for connecting and for the answer.
CallWatch::CallWatch(const Driver& driver, const Patience& patience, milliseconds client_timeout)
    : driver_(driver),
      patience_(patience),
      asleep_max_(patience.asleep_answer + 2 * client_timeout),
      wait_max_(patience.answer + 2 * client_timeout) {}

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

CallWatch::State CallWatch::look(int fd) {
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
