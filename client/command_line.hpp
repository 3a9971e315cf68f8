// The options of eardrum-client. The program uses them, and fuzz/manuals/ makes the manual page
// from them.
#pragma once

#include <cstdint>
#include <string>

#include "eardrum/client/bridge/bridge_command.hpp"
#include "eardrum/client/collect/collect_command.hpp"
#include "eardrum/client/delivery/server_options.hpp"
#include "eardrum/client/input/load_command.hpp"
#include "eardrum/client/plot/plot_command.hpp"
#include "eardrum/client/view/get_command.hpp"
#include "eardrum/client/view/stats_command.hpp"
#include "eardrum/client/view/watch_command.hpp"

namespace CLI {
class App;
}

namespace eardrum::client {

struct CommandLine {
  ServerOptions server;
  std::string timeout;  ///< seconds; empty: none
  std::string name;
  std::string value;
  std::string timestamp;  ///< empty: now
  CollectCommand collect;
  GetCommand get;
  StatsCommand stats;
  PlotCommand plot;
  LoadCommand load;
  WatchCommand watch;
  BridgeCommand bridge;
};

/// Adds the name, the description and the options of the program to `app`. The options write into
/// `line`, which must live as long as `app`.
void describe(CLI::App& app, CommandLine& line);

}  // namespace eardrum::client
