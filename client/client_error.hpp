// ClientError, the only exception that the client throws, and its kinds.
#pragma once

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace eardrum::client {

enum class ErrorKind {
  refused_argument,    ///< nothing was sent: the arguments do not form a request (REQ-CLI-9)
  connect,             ///< no connection could be made
  timeout,             ///< no connection, or no whole answer, within the time given
  closed,              ///< the server closed or reset the connection, or an earlier call closed it
  network,             ///< the network failed in another way
  server_error,        ///< the server answered error; the connection stays usable (REQ-CLI-5)
  malformed_response,  ///< the server's answer breaks the protocol (REQ-CLI-6)
};

/// what() names the server, the call and the rule in printable ASCII on one line. After every kind
/// except refused_argument and server_error the client has closed the connection.
class ClientError : public std::runtime_error {
 public:
  /// The most bytes of an answer that received() keeps.
  static constexpr std::size_t received_bytes_max = std::size_t{64} * 1024;

  ClientError(ErrorKind kind, const std::string& message, std::string_view received = {})
      : std::runtime_error(message),
        kind_(kind),
        received_(std::make_shared<std::string>(received.substr(0, received_bytes_max))) {}

  ErrorKind kind() const noexcept { return kind_; }

  /// The bytes that the server sent as answer to this call, unchanged. Valid as long as the error
  /// or a copy of it. The server chose these bytes: print them only through visible().
  std::string_view received() const noexcept { return *received_; }

 private:
  ErrorKind kind_;
  std::shared_ptr<const std::string> received_;  ///< shared: copying an exception must not throw
};

}  // namespace eardrum::client
