// Everything that can go wrong with a call, as the one exception the client throws.
#pragma once

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace eardrum::client {

enum class ErrorKind {
  refused_argument,    ///< nothing was sent: the request could not be put on the wire (REQ-CLI-9)
  connect,             ///< no connection could be made
  timeout,             ///< no connection, or no whole answer, within the time given
  closed,              ///< the server closed or reset the connection, or it was given up earlier
  network,             ///< the network failed in another way
  server_error,        ///< the server answered error; the connection stays usable (REQ-CLI-5)
  malformed_response,  ///< the server's answer breaks the protocol (REQ-CLI-6)
};

/// what() names the server, the call and the rule in printable ASCII on one line. After every kind
/// but refused_argument and server_error the connection is out of step and has been closed.
class ClientError : public std::runtime_error {
 public:
  /// At most so many bytes of an answer are kept in received().
  static constexpr std::size_t received_bytes_max = std::size_t{64} * 1024;

  ClientError(ErrorKind kind, const std::string& message, std::string_view received = {})
      : std::runtime_error(message),
        kind_(kind),
        received_(std::make_shared<std::string>(received.substr(0, received_bytes_max))) {}

  ErrorKind kind() const noexcept { return kind_; }

  /// What the server had sent in answer to this call, as it came; lives as long as the error or a
  /// copy of it. Bytes of a stranger: see visible() before printing.
  std::string_view received() const noexcept { return *received_; }

 private:
  ErrorKind kind_;
  std::shared_ptr<const std::string> received_;  ///< shared: copying an exception must not throw
};

}  // namespace eardrum::client
