// Selects the sessions of --quick, a run of about two seconds (SELECTION.md), by their properties
// and not by a list of names.
#pragma once

#include <cstddef>

#include "eardrum/conformance/language/session.hpp"

namespace eardrum::conformance {

/// How many lines a quick run keeps of each session "grammar.*".
constexpr std::size_t quick_lines_max = 64;

/// Whether a quick run plays `session`: its rule binds in profile base (S or D), and it is not
/// parallel load, not random, and does not wait for a long silence. Removes from `session` what a
/// quick run does not play: the delivery `coalesced` (a house rule), and most lines of the grammar.
/// The remaining lines are evenly distributed.
bool for_quick(Session& session);

}  // namespace eardrum::conformance
