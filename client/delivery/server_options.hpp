// The options for the server that eardrum-client uses, and the exit codes of eardrum-client.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "eardrum/protocol/limits.hpp"

namespace eardrum::client {

struct ServerOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8888;
  std::optional<std::chrono::milliseconds> timeout;  ///< nothing: no limit
  std::size_t answer_bytes_max = protocol::limits::response_bytes_max;
};

/// Exit codes of eardrum-client; part of its interface.
enum ExitCode : int {
  done = 0,
  not_so = 1,             ///< nothing was found with --fail-empty, or a value exceeds --fail-above
  wrong_usage = 2,        ///< the command line, or a file that it names
  connection_failed = 3,  ///< no connection, no readable answer, or the output cannot be written
  refused = 4,            ///< the server answered error
  outcome_unknown = 5,    ///< a put was sent, and no readable answer came
};

}  // namespace eardrum::client
