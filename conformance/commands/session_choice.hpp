// From the options that choose sessions to the sessions themselves, read once for a command.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "eardrum/conformance/commands/session_options.hpp"
#include "eardrum/conformance/run/runner.hpp"

namespace eardrum::conformance {

/// All sessions that the options offer, chosen or not: built in, of the files, and, unless
/// --no-builtin leaves them out, those without steps (load, random). The error is one sentence for
/// stderr.
std::expected<std::vector<Session>, std::string> offered_sessions(const SessionOptions& options);

/// All sessions that there are, even those that --no-builtin leaves out. Files must be readable.
std::vector<Session> every_session(const SessionOptions& options);

/// What a command has to play.
struct SessionChoice {
  std::vector<Session> sessions;  ///< chosen, to be played step by step
  std::vector<Session> stepless;  ///< chosen of load and random, which play otherwise
  std::string why_nothing;        ///< what to say if none of them is played
};

/// Reads what the options only name: files of sessions, an earlier report, a shard (from the
/// environment too). Says on stderr which patterns match nothing, and what is wrong; then the exit
/// code is the error.
std::expected<SessionChoice, int> choose_sessions(const std::string& subcommand,
                                                  const SessionOptions& options);

/// Says on stderr why nothing is selected.
void say_nothing_selected(const std::string& subcommand, const SessionChoice& choice);

/// Prints what would be played: a line for each session, then the sums.
void print_plan(const std::vector<Session>& sessions, const RunOptions& run);

}  // namespace eardrum::conformance
