// eardrum-client watch: what is new on a server, again and again.
#pragma once

#include <cstdint>

#include "eardrum/client/view/view_options.hpp"

namespace eardrum::client {

struct WatchCommand {
  ViewOptions view;
  std::int64_t interval_seconds = 2;
  std::int64_t count = 0;  ///< looks; 0: for ever
};

/// Adds the subcommand to `app`; its options write into `command`.
void add_command(CLI::App& app, WatchCommand& command);

/// The exit code of the last look.
int run(const WatchCommand& command, const ServerOptions& server);

}  // namespace eardrum::client
