// The options of `eardrum-client stats`, which prints statistics of each metric, over its whole
// time or for each bucket of time.
#pragma once

#include <string>
#include <vector>

#include "eardrum/client/view/view_options.hpp"

namespace eardrum::client {

struct StatsCommand {
  ViewOptions view;
  std::string bucket;  ///< a duration; empty: one line for each metric
  std::vector<double> percentiles{50, 90, 99};
  std::string format = "table";
  bool epoch = false;
};

/// Adds the subcommand to `app`; its options write into `command`.
void add_command(CLI::App& app, StatsCommand& command);

/// Runs the command. Returns the exit code.
int run(const StatsCommand& command, const ServerOptions& server);

}  // namespace eardrum::client
