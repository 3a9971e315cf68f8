// Sends and receives bytes over one TCP socket, with deadlines. Does not depend on the protocol.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace eardrum::client {

/// When a call must have ended; nothing: no limit.
using Deadline = std::optional<std::chrono::steady_clock::time_point>;

/// Why a connection could not be opened, or a call failed.
struct NetworkFailure {
  enum class Kind {
    timeout,  ///< the deadline passed
    closed,   ///< the peer closed or reset the connection
    failed,   ///< anything else
  };
  Kind kind;
  std::string message;  ///< a phrase, printable
};

/// Owns one connected socket. Closes it when destroyed.
class Connection {
 public:
  /// Not connected; send and receive fail.
  Connection() = default;

  /// Resolves `host`, a name or a numeric IPv4 or IPv6 address without brackets, and connects to
  /// the first of its addresses that answers. Each address gets an equal share of the remaining
  /// time.
  static std::expected<Connection, NetworkFailure> open(std::string_view host, std::uint16_t port,
                                                        Deadline deadline);

  Connection(Connection&& other) noexcept;
  Connection& operator=(Connection&& other) noexcept;
  ~Connection() { close(); }

  /// Sends all bytes. After a failure the number of bytes that were sent is unknown.
  std::expected<void, NetworkFailure> send_all(std::string_view bytes, Deadline deadline);

  /// Waits for bytes, writes them into `buffer` and returns their number, at least one.
  std::expected<std::size_t, NetworkFailure> receive(std::span<char> buffer, Deadline deadline);

  /// The same without waiting. Returns zero if no bytes have arrived.
  std::expected<std::size_t, NetworkFailure> receive_waiting(std::span<char> buffer);

  void close() noexcept;

 private:
  explicit Connection(int socket) : socket_(socket) {}

  int socket_ = -1;
};

}  // namespace eardrum::client
