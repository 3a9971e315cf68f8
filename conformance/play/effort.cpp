#include "eardrum/conformance/play/effort.hpp"

#include <algorithm>

#include "eardrum/conformance/observation/processor_time.hpp"

namespace eardrum::conformance {
namespace {

using std::chrono::milliseconds;

// Between two looks; the kernel counts in ticks of 10 ms.
constexpr milliseconds window{500};

// Who uses less of a processor than one part in so many only ticks over. Not more: on a machine
// under load a program at work may not get much.
constexpr int part_at_work = 20;

// An answer that comes more slowly than this is dripping.
constexpr std::size_t bytes_in_a_millisecond = 2;

// All waits for one answer end when they have lasted so many times as long as work may.
constexpr int longest_waits = 4;

}  // namespace

bool deserves_more_time(const EffortSeen& seen, const Patience& patience) {
  if (seen.waited < patience.answer) return true;
  if (seen.waited >= longest_waits * patience.work) return false;
  const auto streaming =
      std::min(milliseconds(static_cast<milliseconds::rep>(seen.bytes / bytes_in_a_millisecond)),
               patience.work);
  if (seen.waited < patience.answer + streaming) return true;
  return seen.working && seen.processor_time && *seen.processor_time < patience.work;
}

bool Effort::goes_on(milliseconds waited, std::size_t bytes) {
  if (pid_) look(waited);
  const auto used = first_ ? std::optional(last_ - *first_) : std::nullopt;
  return deserves_more_time({waited, used, working_, bytes}, patience_);
}

void Effort::look(milliseconds waited) {
  if (first_ && waited - looked_at_ < window) return;
  const auto now = processor_time(*pid_);
  if (!now) return;
  working_ = first_ && (*now - last_) * part_at_work >= waited - looked_at_;
  if (!first_) first_ = now;
  last_ = *now;
  looked_at_ = waited;
}

}  // namespace eardrum::conformance
