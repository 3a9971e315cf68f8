// The options of `eardrum-client watch`, which prints the new samples of a server again and again.
#pragma once

#include <cstdint>

#include "eardrum/client/view/view_options.hpp"

namespace eardrum::client {

struct WatchCommand {
  ViewOptions view;
  std::int64_t interval_seconds = 2;
  std::int64_t count = 0;  ///< number of queries; 0: no limit
};

/// Adds the subcommand to `app`; its options write into `command`.
void add_command(CLI::App& app, WatchCommand& command);

/// Runs the command. Returns the exit code of the last query.
int run(const WatchCommand& command, const ServerOptions& server);

}  // namespace eardrum::client
