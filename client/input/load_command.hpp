// eardrum-client load: files of samples to the server.
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
  std::int64_t pipeline = 1;  ///< puts under way at a time
  std::int64_t from_line = 1;
};

/// Adds the subcommand to `app`; its options write into `command`.
void add_command(CLI::App& app, LoadCommand& command);

/// The exit code: refused if a line was, connection_failed or outcome_unknown if it had to stop.
int run(const LoadCommand& command, const ServerOptions& server);

}  // namespace eardrum::client
