// The options that choose what is played, and what they come to.
#pragma once

#include <string>
#include <vector>

#include "eardrum/conformance/commands/session_options.hpp"
#include "eardrum/conformance/runner.hpp"

namespace eardrum::conformance {

/// By name, rule, level and tag; add_session_options() calls it.
void add_pattern_options(CLI::App& app, Selection& selection, const std::string& group);

/// The part of a run that an earlier report, --quick or a shard leaves; needs prepare_selection().
void add_part_options(CLI::App& app, SessionOptions& options);

/// Reads what the options only name, an earlier report and a shard (from the environment too), into
/// options.selection. Says on stderr what is wrong, and which patterns match nothing. Returns the
/// exit code to end with, or 0 to go on.
int prepare_selection(const std::string& subcommand, SessionOptions& options);

/// All sessions that there are, whether selected or not: built in, of the files, and, of which
/// there is no file, load and random. None where the files cannot be read.
std::vector<Session> every_session(const SessionOptions& options);

/// Says on stderr why nothing is selected.
void say_nothing_selected(const std::string& subcommand, const SessionOptions& options);

/// Prints what would be played: a line for each session, then the sums.
void print_plan(const std::vector<Session>& sessions, const RunOptions& run);

}  // namespace eardrum::conformance
