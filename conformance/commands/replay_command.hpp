// Makes commands that repeat a case, for users to paste. They contain texts of the kit and of the
// command line, and no bytes of a testee.
#pragma once

#include <string>
#include <vector>

#include "eardrum/conformance/commands/launch_options.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// The command `eardrum` with a subcommand, the options that select the case, the profile, the
/// options with which the testee was started, and the command of the testee, which may be empty.
std::string replay_command(const std::string& subcommand, const std::vector<std::string>& selection,
                           Profile profile, const std::vector<std::string>& testee_options,
                           const std::vector<std::string>& testee_command);

/// The command `eardrum check` with the options that select the case, for the same server in the
/// same profile.
std::string replay_check(const std::vector<std::string>& selection, Profile profile,
                         const ServerOptions& server);

}  // namespace eardrum::conformance
