// The random sessions of `eardrum check`: their options, their entry in lists and selections, and
// their cases in the report.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "eardrum/conformance/commands/launch_options.hpp"
#include "eardrum/conformance/commands/run_options.hpp"
#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/random/exploration.hpp"

namespace eardrum::conformance {

struct RandomOptions {
  std::optional<std::size_t> sessions;  ///< nothing: the default number, with a time limit
  std::uint64_t seed = random::default_seed;
  std::string findings_folder = "eardrum-findings";
};

void add_random_options(CLI::App& app, RandomOptions& options);

/// The random sessions as one session without steps, for lists and selections.
Session random_sessions();

bool is_random(const Session& session);

/// Whether the options request random sessions.
bool plays_random(const RandomOptions& options);

/// Plays the random sessions if they are in `chosen`, adds their cases to `report`, and writes
/// their findings to the folder for findings.
void play_random(const RandomOptions& options, const std::vector<Session>& chosen,
                 const CommonRunOptions& common, const ServerOptions& server, RunReport& report);

/// Where the session file of a finding is.
std::string session_path(const random::Found& found, const std::string& folder);

/// Writes that file, and creates the folder. The error is one sentence.
std::expected<void, std::string> keep_session(const random::Found& found,
                                              const std::string& folder);

}  // namespace eardrum::conformance
