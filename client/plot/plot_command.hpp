// The options of `eardrum-client plot`, which draws samples in the terminal or into files.
#pragma once

#include <string>

#include "eardrum/client/view/view_options.hpp"

namespace eardrum::client {

struct PlotCommand {
  ViewOptions view;
  bool ascii = false;
  std::string svg;          ///< a file, "-" for standard output; empty: none
  std::string png;          ///< likewise
  std::string html;         ///< likewise
  std::int64_t width = 0;   ///< columns of the terminal, or pixels of the picture; 0: automatic
  std::int64_t height = 0;  ///< likewise
};

/// Adds the subcommand to `app`; its options write into `command`.
void add_command(CLI::App& app, PlotCommand& command);

/// Runs the command. Returns the exit code.
int run(const PlotCommand& command, const ServerOptions& server);

}  // namespace eardrum::client
