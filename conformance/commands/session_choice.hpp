// Reads the sessions that the options select. A command does this once.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "eardrum/conformance/commands/session_options.hpp"
#include "eardrum/conformance/run/runner.hpp"

namespace eardrum::conformance {

/// All sessions from which the options select: the built-in ones, those of the files, and those
/// without steps (load, random). --no-builtin leaves out the built-in ones and those without steps.
/// The error is one sentence for stderr.
std::expected<std::vector<Session>, std::string> offered_sessions(const SessionOptions& options);

/// All sessions, also those that --no-builtin leaves out. Precondition: the files are readable.
std::vector<Session> every_session(const SessionOptions& options);

/// The sessions that a command must play.
struct SessionChoice {
  std::vector<Session> sessions;  ///< selected, with steps
  std::vector<Session> stepless;  ///< selected, without steps (load, random)
  std::string why_nothing;        ///< the message if no session is selected
};

/// Selects the sessions. Reads session files, an earlier report, and the shard, which may come from
/// the environment. Reports on stderr which patterns match nothing, and what is wrong. The error is
/// the exit code.
std::expected<SessionChoice, int> choose_sessions(const std::string& subcommand,
                                                  const SessionOptions& options);

/// Prints on stderr why no session is selected.
void say_nothing_selected(const std::string& subcommand, const SessionChoice& choice);

/// Prints the plan of the run: a line for each session, then the sums.
void print_plan(const std::vector<Session>& sessions, const RunOptions& run);

}  // namespace eardrum::conformance
