// Commands to paste: they hold our words and the operator's, none of a testee's.
#pragma once

#include <string>
#include <vector>

#include "eardrum/conformance/commands/launch_options.hpp"
#include "eardrum/conformance/verdict.hpp"

namespace eardrum::conformance {

/// `eardrum check` with the words that choose what is played, for the same server in the same
/// profile.
std::string replay_check(const std::vector<std::string>& selection, Profile profile,
                         const ServerOptions& server);

}  // namespace eardrum::conformance
