// Random sessions that one process served after each other, as one session: what a fault needs that
// shows only after others, "dies at the 60th connection".
#pragma once

#include <vector>

#include "eardrum/conformance/random/random_session.hpp"

namespace eardrum::conformance::random {

/// The commands of all, in order. Each session has connections and private keys of its own, as it
/// had before, and the last keeps its delivery; the others are sent whole.
RandomSession joined(const std::vector<RandomSession>& sessions);

/// As many connections as the sessions open, each with one get, and then the last session.
std::vector<RandomSession> visits_before(const std::vector<RandomSession>& sessions);

}  // namespace eardrum::conformance::random
