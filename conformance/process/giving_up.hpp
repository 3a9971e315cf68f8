// The end of a wait that nobody wants to wait for any more: the operator interrupted the run. What
// was under way then has no verdict, since it was not seen to the end; so a wait does not return
// something that could be judged, it throws.
#pragma once

namespace eardrum::conformance {

/// Thrown by a wait. Caught by whoever owns the run, never on the way.
struct GivenUp {};

/// Asks whether waiting is over; null where it never is. Callable from every thread.
using GiveUp = bool (*)();

inline void throw_if(GiveUp given_up) {
  if (given_up != nullptr && given_up()) throw GivenUp{};
}

}  // namespace eardrum::conformance
