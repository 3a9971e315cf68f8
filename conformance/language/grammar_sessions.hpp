// Makes sessions from the complete test suite of the request-line language. Each session has the
// lines with the same expected answer and the same rule. Profile base judges the lines that must be
// accepted or rejected; for open lines it judges only the form of the answer. Profile strict also
// judges open lines that a house rule decides. If no rule of level S, D or H decides a line, no
// profile judges it.
#pragma once

#include <vector>

#include "eardrum/conformance/language/session.hpp"

namespace eardrum::conformance {

/// The sessions "grammar.*". Each has one step with many lines, the shortest first. They are
/// delivered whole, and played only on testees that the kit started, because they leave keys
/// behind. Valid as long as the program.
const std::vector<Session>& line_sessions();

}  // namespace eardrum::conformance
