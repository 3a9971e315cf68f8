// The options of `eardrum-client load`, which sends samples from files to the server.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "eardrum/client/delivery/server_options.hpp"

namespace CLI {
class App;
}

namespace eardrum::client {

struct LoadCommand {
  std::vector<std::string> files;  ///< "-": standard input
  std::string format = "auto";
  bool utc = false;
  std::int64_t pipeline = 1;  ///< the most puts in flight
  std::int64_t from_line = 1;
};

/// Adds the subcommand to `app`; its options write into `command`.
void add_command(CLI::App& app, LoadCommand& command);

/// Sends the samples. Returns the exit code: refused if a line was refused, connection_failed or
/// outcome_unknown if sending stopped early.
int run(const LoadCommand& command, const ServerOptions& server);

}  // namespace eardrum::client
