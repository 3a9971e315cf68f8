// What eardrum-client can be told: its options, which are also those of its manual page. Within the
// program only.
#pragma once

#include <cstdint>
#include <string>

namespace CLI {
class App;
}

namespace eardrum::client {

struct CommandLine {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8888;
  std::string timeout;  ///< seconds; empty: none
  std::string name = "*";
  std::string value;
  std::string timestamp;  ///< empty: now
};

/// Names the program and its options, which write into `line`; it must live as long as `app`.
void describe(CLI::App& app, CommandLine& line);

}  // namespace eardrum::client
