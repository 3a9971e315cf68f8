// All I/O of the server: TCP connections, a Session for each, and one Store that all sessions
// share.
//
// Everything runs on the thread that calls run(). So the requests of all connections take effect
// one after the other, which gives the linearizability of REQ-CON-3 and REQ-CON-4.
#pragma once

#include <chrono>
#include <cstddef>
#include <expected>
#include <memory>
#include <string>

#include "eardrum/server/address.hpp"
#include "eardrum/server/store.hpp"

namespace eardrum::server {

struct ListenerOptions {
  /// The most connections that are open at the same time, at least 1. A further connection waits
  /// with its requests in the queue of the kernel. It is served as soon as another connection ends.
  std::size_t connections_max = 1000;

  /// How long a connection may take to complete a request; bytes of an unfinished line do not
  /// extend this time. While an answer is being sent: how long the peer may take for each 64 KiB of
  /// it. After this time the connection is closed, or reset if answers are unsent. Zero: no limit.
  std::chrono::milliseconds idle_timeout = std::chrono::minutes(5);
};

/// Listens and serves. For each connection it keeps a read buffer, one request line, and the unsent
/// answers. It stops reading while the peer does not read its answers, and it starts no request
/// while 64 KiB of answers are unsent. So a peer that does not read costs 64 KiB and one answer.
/// The answer to `get *` may be as large as the store.
class Listener {
 public:
  /// Binds and listens. From then on the kernel queues connections. `store` must outlive the
  /// listener. The error is one line for the operator. SO_REUSEADDR is set, so an address in
  /// TIME_WAIT can be used again.
  static std::expected<Listener, std::string> open(const Address& address, Store& store,
                                                   const ListenerOptions& options = {});

  Listener(Listener&&) noexcept;
  Listener& operator=(Listener&&) noexcept;
  ~Listener();

  /// The numeric address bound, with the real port.
  Address local_address() const;

  /// Makes SIGTERM and SIGINT of this process end run().
  void stop_on_signals();

  /// Serves until stop(). The destructor closes the connections that are still open.
  void run();

  /// Ends run(). If run() has not been called yet, it ends at once when it is called. May be called
  /// from any thread.
  void stop();

 private:
  class Impl;
  explicit Listener(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace eardrum::server
