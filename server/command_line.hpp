// The options of eardrum-server. The program uses them, and fuzz/manuals/ makes the manual page
// from them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "eardrum/server/address.hpp"
#include "eardrum/server/listener.hpp"

namespace CLI {
class App;
}

namespace eardrum::server {

struct CommandLine {
  std::string listen = "127.0.0.1:8888";
  std::vector<std::string> where;     ///< the same as arguments: HOST PORT, HOST:PORT, or none
  std::optional<std::uint16_t> port;  ///< the same with the host 127.0.0.1
  std::size_t connections_max = ListenerOptions{}.connections_max;
  std::string idle_seconds = "300";
};

/// The address that the options give together. The error is a phrase that says what is wrong.
std::expected<Address, std::string> listen_address(const CommandLine& line);

/// Adds the name, the description and the options of the program to `app`. The options write into
/// `line`, which must live as long as `app`.
void describe(CLI::App& app, CommandLine& line);

}  // namespace eardrum::server
