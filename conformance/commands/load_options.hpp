// The parallel load of `eardrum check`: its option, its sessions for lists and selections, and its
// cases in the report.
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

/// The cases of load and resources as sessions without steps, for lists and selections.
std::vector<Session> sessions_under_load();

void add_load_options(CLI::App& app, LoadOptions& options);

/// Whether a run with these options puts the server under load. A server that the kit did not start
/// gets no load unless the options request it.
bool plays_load(const LoadOptions& options, const ServerOptions& server);

/// Plays those of `chosen` that are cases of load or resources, and adds their results to `report`.
void play_load(const LoadOptions& options, const std::vector<Session>& chosen,
               const CommonRunOptions& common, const ServerOptions& server, RunReport& report);

}  // namespace eardrum::conformance
