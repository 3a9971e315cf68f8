// The server's only I/O: TCP connections, each feeding a Session over one shared Store.
//
// Everything runs on the one thread that calls run(), so requests of all connections take effect
// one after the other, each at once: that is the linearizability of REQ-CON-3 and REQ-CON-4.
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
  /// With so many connections open no further one is accepted: it waits in the kernel's queue, its
  /// requests are kept there, and it is served as soon as another one ends. At least 1.
  std::size_t connections_max = 1000;

  /// How long a connection may go without completing a request, bytes of an unfinished line
  /// notwithstanding; while an answer is being sent, how long the peer may take for each 64 KiB of
  /// it. Then it is closed, or reset if answers are unsent. Zero: for ever.
  std::chrono::milliseconds idle_timeout = std::chrono::minutes(5);
};

/// Memory held for one connection: a read buffer, one request line, and its unsent answers. Reading
/// stops while the peer has not taken its answers, and no request is begun while 64 KiB of answers
/// wait; so a peer that does not read costs 64 KiB and one answer, which for `get *` may be as
/// large as the store.
class Listener {
 public:
  /// Binds and listens; connections queue up from here on. `store` outlives the listener. The error
  /// is one line for the operator. SO_REUSEADDR is set: an address in TIME_WAIT can be taken.
  static std::expected<Listener, std::string> open(const Address& address, Store& store,
                                                   const ListenerOptions& options = {});

  Listener(Listener&&) noexcept;
  Listener& operator=(Listener&&) noexcept;
  ~Listener();

  /// The numeric address bound, with the real port.
  Address local_address() const;

  /// Makes SIGTERM and SIGINT of this process end run().
  void stop_on_signals();

  /// Serves until stop(). Connections still open then are closed by the destructor.
  void run();

  /// Ends run(), now or when it is called. From any thread.
  void stop();

 private:
  class Impl;
  explicit Listener(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace eardrum::server
