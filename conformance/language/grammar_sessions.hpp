// The complete suite of the request-line language as sessions: the lines sorted by what is due for
// them and by the rule that says so. Profile base judges what must be accepted and what must be
// rejected, and of open lines the envelope; profile strict also what house rules make of them. What
// no rule of level S, D or H decides is judged in no profile.
#pragma once

#include <vector>

#include "eardrum/conformance/language/session.hpp"

namespace eardrum::conformance {

/// Sessions "grammar.*", each with one step of many lines, the shortest first. Played whole, and
/// only against testees of ours, since they leave keys behind. Lives as long as the program.
const std::vector<Session>& line_sessions();

}  // namespace eardrum::conformance
