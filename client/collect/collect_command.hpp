// The options of `eardrum-client collect`, and the loop that waits for the clock and for signals.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "eardrum/client/delivery/server_options.hpp"

namespace CLI {
class App;
}

namespace eardrum::client {

struct CollectCommand {
  std::vector<std::string> targets;  ///< empty: the server of --host and --port
  std::int64_t interval_seconds = 10;
  std::int64_t count = 0;  ///< number of ticks; 0: no limit
  bool once = false;
  bool dry_run = false;
  bool all = false;
  bool virtual_devices = false;
  std::string host_name;  ///< empty: the name of the machine
  std::vector<std::string> processes;
  std::vector<std::string> commands;
  double command_seconds = 5;
  std::string spool;  ///< a folder; empty: in memory
  std::int64_t spool_rows_max = 100'000;
  std::int64_t spool_age_seconds_max = 86'400;
  double drain_seconds = 5;
};

/// Adds the subcommand to `app`; its options write into `command`.
void add_command(CLI::App& app, CollectCommand& command);

/// Collects until all ticks are done or a signal ends it. Returns the exit code.
int run(const CollectCommand& command, const ServerOptions& server);

}  // namespace eardrum::client
