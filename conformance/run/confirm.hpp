// Repeats an observation on a fresh process of the testee before it is reported. All cases that
// start their own processes use this function. Sessions and random sessions repeat their own
// failures (session_run.hpp, random/exploration.hpp).
#pragma once

#include <optional>
#include <utility>

#include "eardrum/conformance/play/test_bed.hpp"
#include "eardrum/conformance/verdict/evidence.hpp"

namespace eardrum::conformance {

/// The observation of a first process and, if it was doubtful, the observation of a fresh process.
template <typename Seen>
struct Confirmed {
  Seen first;
  std::optional<Seen> again;  ///< nothing if the first observation was not doubtful
  TesteeOutput output;        ///< of the first process

  /// The observation that the report shows.
  const Seen& last() const { return again ? *again : first; }
};

/// Calls `attempt(false)`, which must start a process of the testee on `bed` and return an
/// observation, and keeps the output of this process. If `in_doubt(observation)` is true, it calls
/// `attempt(true)`.
template <typename Attempt, typename InDoubt>
auto confirm_on_fresh(TestBed& bed, Attempt attempt, InDoubt in_doubt) {
  Confirmed<decltype(attempt(false))> seen{attempt(false), std::nullopt, {}};
  if (bed.testee() != nullptr) seen.output = bed.testee()->output();
  if (in_doubt(std::as_const(seen.first))) seen.again = attempt(true);
  return seen;
}

}  // namespace eardrum::conformance
