// The parallel load of eardrum check: its option, its place in list and selection, and its cases in
// the report.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "eardrum/conformance/commands/launch_options.hpp"
#include "eardrum/conformance/commands/run_options.hpp"
#include "eardrum/conformance/language/session.hpp"

namespace eardrum::conformance {

struct LoadOptions {
  std::optional<std::size_t> operations;  ///< of each connection; nothing: the default
};

/// What is played under load, as sessions without steps, for lists and selections.
std::vector<Session> sessions_under_load();

void add_load_options(CLI::App& app, LoadOptions& options);

/// Whether a run with these options puts the server under load. A server that belongs to somebody
/// else is spared unless it is asked for.
bool plays_load(const LoadOptions& options, const ServerOptions& server);

/// Does so for those of `chosen` that are played under load, and adds their cases to `report`.
void play_load(const LoadOptions& options, const std::vector<Session>& chosen,
               const CommonRunOptions& common, const ServerOptions& server, RunReport& report);

}  // namespace eardrum::conformance
