#include "eardrum/conformance/load/whole_answer.hpp"

#include <algorithm>

namespace eardrum::conformance::load {

Answered read_answer(Wire& wire, std::string& received, std::string& answer,
                     std::chrono::milliseconds longest, GiveUp given_up) {
  using Clock = std::chrono::steady_clock;
  using std::chrono::milliseconds;
  const auto deadline = Clock::now() + longest;
  for (std::size_t searched = 0;;) {
    const auto end = received.find("\n\n", searched);
    if (end != std::string::npos) {
      answer = received.substr(0, end + 2);
      received.erase(0, end + 2);
      return Answered::whole;
    }
    searched = received.empty() ? 0 : received.size() - 1;
    const auto now = Clock::now();
    const bool flood = received.size() > answer_bytes_max;
    if (now >= deadline || flood || (given_up != nullptr && given_up())) return Answered::silent;
    constexpr milliseconds turn{100};
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - now) + milliseconds(1);
    const auto arrival = wire.receive(received, std::min(left, turn));
    if (arrival == Wire::Arrival::closed || arrival == Wire::Arrival::reset) {
      return Answered::closed;
    }
  }
}

}  // namespace eardrum::conformance::load
