// The client that applications use: one connection, put and get, everything that goes wrong as
// ClientError.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "eardrum/client/answer.hpp"
#include "eardrum/client/client_error.hpp"
#include "eardrum/client/connection.hpp"
#include "eardrum/protocol/limits.hpp"
#include "eardrum/protocol/request.hpp"

namespace eardrum::client {

struct ClientOptions {
  /// An answer longer than this is an error: bounds the memory that a server can make us take.
  std::size_t response_bytes_max = protocol::limits::response_bytes_max;
};

/// A connection to one server, made by the constructor and kept (REQ-CLI-1). Move-only; not for use
/// by several threads at once.
///
/// Once a call has failed with anything but refused_argument or server_error, an answer may still
/// be on its way: the connection is closed and every later call raises ClientError (closed), so a
/// late answer is never taken for the answer to another call. Make a new Client to go on.
class Client {
 public:
  /// Connects. `host` is a name or a numeric IPv4 or IPv6 address; `timeout`, more than zero,
  /// bounds this and each later call as a whole, without one they may wait for ever. Raises
  /// ClientError: connect, timeout, refused_argument.
  Client(std::string_view host, std::uint16_t port,
         std::optional<std::chrono::milliseconds> timeout = std::nullopt,
         const ClientOptions& options = {});

  /// Stores one sample; returns once the server has acknowledged it. `timestamp` is in seconds
  /// since 1970-01-01T00:00:00Z, by default the present one (REQ-CLI-10). A name that is empty,
  /// `*`, too long, or has blanks or control bytes, and a value that is not finite, are refused
  /// (REQ-CLI-9).
  void put(std::string_view name, double value,
           std::optional<std::int64_t> timestamp = std::nullopt);

  /// The samples of that name, or of all names; an empty map if there are none (REQ-CLI-4).
  Samples get(std::string_view name = "*");

 private:
  Samples call(const protocol::Request& request, const std::string& title);
  [[noreturn]] void refuse(const std::string& title, const std::string& reason) const;
  [[noreturn]] void give_up(ErrorKind kind, const std::string& message, std::string_view received);
  Deadline deadline() const;

  std::string server_;  ///< "host:port" for messages
  std::optional<std::chrono::milliseconds> timeout_;
  ClientOptions options_;
  Connection connection_;
  bool in_step_ = false;  ///< no answer is outstanding: the next bytes belong to the next call
  std::string gave_up_;   ///< why the connection was given up
};

}  // namespace eardrum::client

namespace eardrum {
using client::Client;
using client::ClientError;
}  // namespace eardrum
