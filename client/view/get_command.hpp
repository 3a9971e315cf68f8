// The options of `eardrum-client get`, which prints samples in a chosen format.
#pragma once

#include <string>

#include "eardrum/client/view/view_options.hpp"

namespace eardrum::client {

struct GetCommand {
  ViewOptions view;
  std::string format = "rows";
  bool wide = false;
  bool epoch = false;
};

/// Adds the subcommand to `app`; its options write into `command`.
void add_command(CLI::App& app, GetCommand& command);

/// Runs the command. Returns the exit code.
int run(const GetCommand& command, const ServerOptions& server);

}  // namespace eardrum::client
