// Bytes with deadlines over one TCP socket. Knows nothing of the protocol.
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

/// When a call has to be over; nothing: it may take for ever.
using Deadline = std::optional<std::chrono::steady_clock::time_point>;

/// What the network did instead of what was asked.
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
  /// the first of its addresses that answers; each gets an equal share of the time that is left.
  static std::expected<Connection, NetworkFailure> open(std::string_view host, std::uint16_t port,
                                                        Deadline deadline);

  Connection(Connection&& other) noexcept;
  Connection& operator=(Connection&& other) noexcept;
  ~Connection() { close(); }

  /// Sends all bytes, or fails: how many were sent then is unknown.
  std::expected<void, NetworkFailure> send_all(std::string_view bytes, Deadline deadline);

  /// Waits for bytes and returns how many were put into `buffer`, at least one.
  std::expected<std::size_t, NetworkFailure> receive(std::span<char> buffer, Deadline deadline);

  /// The same without waiting: zero if nothing is there.
  std::expected<std::size_t, NetworkFailure> receive_waiting(std::span<char> buffer);

  void close() noexcept;

 private:
  explicit Connection(int socket) : socket_(socket) {}

  int socket_ = -1;
};

}  // namespace eardrum::client
