#include "eardrum/conformance/commands/signal_watch.hpp"

#include <atomic>
#include <csignal>

namespace eardrum::conformance {
namespace {

std::atomic<bool> signalled = false;  // the only global: a signal handler can reach nothing else
static_assert(std::atomic<bool>::is_always_lock_free);

}  // namespace

struct SignalWatch::Previous {
  struct sigaction interrupt{};
  struct sigaction terminate{};
};

SignalWatch::SignalWatch() : previous_(std::make_unique<Previous>()) {
  signalled = false;
  struct sigaction action{};
  action.sa_handler = [](int) { signalled = true; };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigaction(SIGINT, &action, &previous_->interrupt);
  ::sigaction(SIGTERM, &action, &previous_->terminate);
}

SignalWatch::~SignalWatch() {
  ::sigaction(SIGINT, &previous_->interrupt, nullptr);
  ::sigaction(SIGTERM, &previous_->terminate, nullptr);
}

bool SignalWatch::interrupted() {
  return signalled;
}

}  // namespace eardrum::conformance
