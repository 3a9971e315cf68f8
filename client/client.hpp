// The client for applications: one connection with put and get. Every error is a ClientError.
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
  /// An answer that is longer is an error. This bounds the memory that an answer can use.
  std::size_t response_bytes_max = protocol::limits::response_bytes_max;
};

/// A connection to one server. The constructor opens it, and all calls use it (REQ-CLI-1).
/// Move-only. Not thread-safe.
///
/// If a call fails with another error than refused_argument or server_error, its answer may still
/// arrive later. So the client closes the connection, and every later call raises ClientError
/// (closed). In this way a late answer is never read as the answer to another call. To continue,
/// create a new Client.
class Client {
 public:
  /// Connects. `host` is a name or a numeric IPv4 or IPv6 address. `timeout` must be more than
  /// zero. It limits the duration of this call and of each later call. Without a timeout, calls may
  /// wait forever. Raises ClientError: connect, timeout, refused_argument.
  Client(std::string_view host, std::uint16_t port,
         std::optional<std::chrono::milliseconds> timeout = std::nullopt,
         const ClientOptions& options = {});

  /// Stores one sample and returns after the server has acknowledged it. `timestamp` is in seconds
  /// since 1970-01-01T00:00:00Z; the default is the current second (REQ-CLI-10). A name is refused
  /// if it is empty, is `*`, is too long, or contains blanks or control bytes. A value is refused
  /// if it is not finite (REQ-CLI-9).
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
