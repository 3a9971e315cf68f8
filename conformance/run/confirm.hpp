// What one process of the testee shows is looked for once more on a fresh process before it is
// reported. The one place where that is decided for cases that start processes of their own;
// sessions and random sessions confirm each play (session_run.hpp, random/exploration.hpp).
#pragma once

#include <optional>
#include <utility>

#include "eardrum/conformance/play/test_bed.hpp"
#include "eardrum/conformance/verdict/evidence.hpp"

namespace eardrum::conformance {

/// What a first process showed and, where that was in doubt, what a fresh one showed.
template <typename Seen>
struct Confirmed {
  Seen first;
  std::optional<Seen> again;  ///< nothing where the first left no doubt
  TesteeOutput output;        ///< of the first process

  /// What the report shows.
  const Seen& last() const { return again ? *again : first; }
};

/// Calls `attempt(false)`, which starts a process of the testee on `bed` and returns what it saw,
/// and keeps the output of that process. Where `in_doubt(seen)`, calls `attempt(true)`.
template <typename Attempt, typename InDoubt>
auto confirm_on_fresh(TestBed& bed, Attempt attempt, InDoubt in_doubt) {
  Confirmed<decltype(attempt(false))> seen{attempt(false), std::nullopt, {}};
  if (bed.testee() != nullptr) seen.output = bed.testee()->output();
  if (in_doubt(std::as_const(seen.first))) seen.again = attempt(true);
  return seen;
}

}  // namespace eardrum::conformance
