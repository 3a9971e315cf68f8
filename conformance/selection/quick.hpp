// --quick: what a run of about two seconds plays (SELECTION.md). A principle, no list of names.
#pragma once

#include <cstddef>

#include "eardrum/conformance/language/session.hpp"

namespace eardrum::conformance {

/// Lines that stay of each suite from the grammar.
constexpr std::size_t quick_lines_max = 64;

/// Whether a quick run plays `session`: it rests on a rule that binds in profile base (S or D), and
/// is neither parallel load nor random, nor waits for a silence to last. Takes from it what a quick
/// run leaves out: requests coalesced (a house rule), and all but some lines of the grammar, spread
/// evenly.
bool for_quick(Session& session);

}  // namespace eardrum::conformance
