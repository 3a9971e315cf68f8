// Ends waits when the user interrupts the run. A session that is interrupted has no verdict. So a
// wait throws an exception; a returned value could be judged.
#pragma once

namespace eardrum::conformance {

/// Thrown by a wait. Only the owner of the run catches it.
struct GivenUp {};

/// Returns whether to stop waiting. A null pointer means never. Must be callable from any thread.
using GiveUp = bool (*)();

inline void throw_if(GiveUp given_up) {
  if (given_up != nullptr && given_up()) throw GivenUp{};
}

}  // namespace eardrum::conformance
