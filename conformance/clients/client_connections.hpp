// The kit as a server for one client: a listening socket and all connections that the client makes.
// Clients may keep one connection or make a new one for each call.
#pragma once

#include <chrono>
#include <cstddef>
#include <expected>
#include <list>
#include <string>
#include <vector>

#include "eardrum/conformance/play/wire.hpp"

namespace eardrum::conformance {

struct ClientConnection {
  Wire wire;
  std::size_t number = 0;  ///< counts from 1
  std::string received{};  ///< arrived and not yet judged
  bool closed = false;     ///< the client ended its direction
};

class ClientConnections {
 public:
  /// An event that wait() observed, for the transcript.
  struct Happening {
    enum class Kind { connected, bytes, closed, reset };
    Kind kind{};
    std::size_t connection = 0;
    std::string bytes{};
  };

  /// Listens on a port that the kernel chooses. The error says why it cannot.
  static std::expected<ClientConnections, std::string> listen();

  ClientConnections(ClientConnections&& other) noexcept;
  ClientConnections& operator=(ClientConnections&& other) = delete;
  ~ClientConnections();

  const Address& address() const { return address_; }

  /// The number of connections that were accepted so far.
  std::size_t accepted() const { return accepted_; }

  /// Waits at most `timeout` for an event on any connection, or until `other_fd` is readable.
  /// Accepts connections and receives bytes, and returns these events.
  std::vector<Happening> wait(int other_fd, std::chrono::milliseconds timeout);

  /// The connection that the client uses: the newest one with bytes not yet judged, else the newest
  /// open one, else the newest. Null if there is none. Valid until drop() or forget_ended().
  ClientConnection* current();

  /// Any connection with bytes not yet judged, or null.
  ClientConnection* unjudged();

  void drop(const ClientConnection* connection);

  /// Drops the connections that the client has ended and whose bytes have all been judged.
  void forget_ended();

 private:
  ClientConnections(int listener, Address address)
      : listener_(listener), address_(std::move(address)) {}

  void accept_all(std::vector<Happening>& happenings);
  static void take(ClientConnection& from, std::vector<Happening>& happenings);

  int listener_ = -1;
  Address address_;
  std::list<ClientConnection> connections_;  // oldest first; addresses stay
  std::size_t accepted_ = 0;
};

}  // namespace eardrum::conformance
