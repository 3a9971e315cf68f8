// Shrinks a failing dialogue: fewer commands, fewer connections, no cuts, simpler arguments. Pure:
// the caller decides whether a dialogue still fails, and how long to shrink.
#pragma once

#include <functional>

#include "eardrum/conformance/random/random_session.hpp"

namespace eardrum::conformance::random {

/// Whether a dialogue still fails in the same way. Must also return false when the time limit is
/// over.
using StillFails = std::function<bool(const RandomSession&)>;

/// The smallest dialogue that was found. Without any one of its commands it passes, unless the time
/// limit was reached.
RandomSession shrink(RandomSession failing, const StillFails& still_fails);

}  // namespace eardrum::conformance::random
