#include "eardrum/conformance/play/stillness.hpp"

#include <sched.h>

#include <thread>

#include "eardrum/conformance/observation/quiet.hpp"

namespace eardrum::conformance {

void Stillness::await_taken(int fd) const {
  using Clock = std::chrono::steady_clock;
  const auto deadline = Clock::now() + patience_.piece;
  constexpr int eager_looks = 20;  // most testees are there within microseconds
  for (int looks = 0; Clock::now() < deadline; ++looks) {
    const auto waiting = peer_receive_queue_bytes(fd);
    if (!waiting) {
      std::this_thread::sleep_for(patience_.unobserved_piece);
      return;
    }
    if (*waiting == 0) return;
    if (looks < eager_looks) {
      ::sched_yield();
    } else {
      std::this_thread::sleep_for(std::chrono::microseconds(50));
    }
  }
}

Look Stillness::look(int fd) const {
  Look look;
  const auto waiting = peer_receive_queue_bytes(fd);
  if (waiting) look.taken = *waiting == 0;
  if (pid_) look.asleep = all_threads_asleep(*pid_);
  return look;
}

void StillTime::note(bool still) {
  if (!still) {
    since_.reset();
  } else if (!since_) {
    since_ = Clock::now();
  }
}

std::chrono::steady_clock::duration StillTime::lasted() const {
  return since_ ? Clock::now() - *since_ : Clock::duration::zero();
}

}  // namespace eardrum::conformance
