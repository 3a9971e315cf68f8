// Commands to paste: they hold our words and the operator's, none of a testee's.
#pragma once

#include <string>
#include <vector>

#include "eardrum/conformance/commands/launch_options.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// `eardrum` with a subcommand, the words that choose what is played, the profile, the options with
/// which the testee was started, and the testee's command, which may be empty.
std::string replay_command(const std::string& subcommand, const std::vector<std::string>& selection,
                           Profile profile, const std::vector<std::string>& testee_options,
                           const std::vector<std::string>& testee_command);

/// `eardrum check` with the words that choose what is played, for the same server in the same
/// profile.
std::string replay_check(const std::vector<std::string>& selection, Profile profile,
                         const ServerOptions& server);

}  // namespace eardrum::conformance
