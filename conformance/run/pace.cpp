#include "eardrum/conformance/run/pace.hpp"

#include <algorithm>

namespace eardrum::conformance {
namespace {

// From this time to start on, a process is worth sharing.
constexpr std::chrono::milliseconds slow_start{40};

// From this time on, a testee that starts is waited for rather than computed with.
constexpr std::chrono::milliseconds very_slow_start{1000};

// Who uses so much processor time to start does not wait: more of them at a time only take longer.
constexpr std::chrono::milliseconds much_work{250};

// A machine under load does not make a testee so slow.
constexpr std::chrono::milliseconds slow_answer{30};

// Who mostly waits needs no core; who asked for one testee at a time gets one.
unsigned testees_while_waiting(const PaceLimits& limits) {
  constexpr unsigned enough = 16;
  const bool more = limits.may_add_testees && limits.testees > 1;
  return more ? std::max(limits.testees, enough) : limits.testees;
}

}  // namespace

Pace first_pace(const PaceLimits& limits, const FirstSight& sight) {
  const bool waits = limits.startup >= very_slow_start && limits.startup_work < much_work;
  const auto testees = waits ? testees_while_waiting(limits) : limits.testees;
  return {.testees = sight.one_at_a_time ? 1 : std::max(testees, 1U),
          .share_processes = limits.quick || limits.startup >= slow_start,
          .cuts = limits.quick ? Cuts::one : Cuts::everywhere};
}

Pace settled_pace(const PaceLimits& limits, const FirstSight& sight) {
  auto pace = first_pace(limits, sight);
  if (sight.answer_time < slow_answer) return pace;
  pace.slow_answers = sight.answer_time;
  if (!sight.one_at_a_time) pace.testees = std::max(pace.testees, testees_while_waiting(limits));
  if (!limits.quick && !limits.exhaustive) pace.cuts = Cuts::few;
  return pace;
}

}  // namespace eardrum::conformance
