#include "eardrum/conformance/play/rest.hpp"

#include <thread>

#include "eardrum/conformance/observation/quiet.hpp"

namespace eardrum::conformance {

bool await_rest(const Testee& testee, std::chrono::milliseconds bound) {
  const auto deadline = std::chrono::steady_clock::now() + bound;
  while (!all_threads_asleep(testee.pid()).value_or(true)) {
    if (std::chrono::steady_clock::now() >= deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

}  // namespace eardrum::conformance
