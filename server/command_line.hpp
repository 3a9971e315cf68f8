// What eardrum-server can be told: its options, which are also those of its manual page. Within the
// program only.
#pragma once

#include <cstddef>
#include <string>

#include "eardrum/server/listener.hpp"

namespace CLI {
class App;
}

namespace eardrum::server {

struct CommandLine {
  std::string listen = "127.0.0.1:8888";
  std::size_t connections_max = ListenerOptions{}.connections_max;
  std::string idle_seconds = "300";
};

/// Names the program and its options, which write into `line`; it must live as long as `app`.
void describe(CLI::App& app, CommandLine& line);

}  // namespace eardrum::server
