#include "eardrum/conformance/play/process_exit.hpp"

#include <chrono>
#include <thread>

#include "eardrum/conformance/observation/quiet.hpp"

namespace eardrum::conformance {

std::optional<Exit> exit_begun(Testee& testee, const Patience& patience) {
  return is_ending(testee.pid()) ? testee.wait_for_exit(patience.death) : testee.exited();
}

std::optional<Exit> exit_after_close(Testee& testee, const Patience& patience) {
  constexpr int still_looks = 3;
  const auto deadline = std::chrono::steady_clock::now() + patience.works_on;
  for (int asleep = 0; asleep < still_looks && std::chrono::steady_clock::now() < deadline;) {
    if (auto exit = exit_begun(testee, patience)) return exit;
    asleep = all_threads_asleep(testee.pid()).value_or(true) ? asleep + 1 : 0;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return exit_begun(testee, patience);
}

}  // namespace eardrum::conformance
