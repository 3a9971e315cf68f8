// Makes a failing dialogue smaller: fewer commands, fewer connections, no cuts, plainer arguments.
// Pure: what "still fails" means, and how long it may be asked, is the caller's business.
#pragma once

#include <functional>

#include "eardrum/conformance/random/random_session.hpp"

namespace eardrum::conformance::random {

/// Whether a dialogue still fails in the same way; false too when there is no time to find out.
using StillFails = std::function<bool(const RandomSession&)>;

/// The smallest dialogue found. Removing any one command of it makes it pass, unless time ran out.
RandomSession shrink(RandomSession failing, const StillFails& still_fails);

}  // namespace eardrum::conformance::random
