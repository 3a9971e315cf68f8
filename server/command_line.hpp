// What eardrum-server can be told: its options, which are also those of its manual page. Within the
// program only.
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
  std::vector<std::string> where;     ///< the same as words: HOST PORT, HOST:PORT, or nothing
  std::optional<std::uint16_t> port;  ///< the same with the host 127.0.0.1
  std::size_t connections_max = ListenerOptions{}.connections_max;
  std::string idle_seconds = "300";
};

/// The address that the options name together; else what is wrong with them, in a phrase.
std::expected<Address, std::string> listen_address(const CommandLine& line);

/// Names the program and its options, which write into `line`; it must live as long as `app`.
void describe(CLI::App& app, CommandLine& line);

}  // namespace eardrum::server
