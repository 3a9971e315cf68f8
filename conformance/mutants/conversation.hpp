// A server as the functions that a planted fault replaces: bytes as recv() gave them in, bytes to
// send out. Sockets and threads are runtime.hpp's business.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "eardrum/server/store.hpp"

namespace eardrum::conformance::mutants {

/// What to send, and whether the connection ends after it.
struct Reply {
  std::string bytes;
  bool close = false;

  Reply() = default;
  // Implicit: most faults just answer with other bytes.
  Reply(std::string answer) : bytes(std::move(answer)) {}
  Reply(const char* answer) : bytes(answer) {}

  static Reply closing(std::string answer = {}) {
    Reply reply(std::move(answer));
    reply.close = true;
    return reply;
  }
};

/// One connection as a fault sees it.
struct Peer {
  Peer(server::Store& server_store, std::size_t connection_number)
      : store(server_store), number(connection_number) {}

  server::Store& store;      ///< the server's; lives until the process ends
  std::size_t number;        ///< 1 for the first connection of the server's life
  std::size_t requests = 0;  ///< whole lines taken before the present one
  std::string buffer;        ///< bytes of an unfinished line, where the server keeps them
  std::string memory;        ///< whatever a fault wants to remember about the connection
  server::Store own;         ///< for faults that keep samples by connection
};

/// How a server goes about its sockets; every choice is allowed.
struct Habits {
  std::chrono::milliseconds start_delay{0};  ///< before it listens
  std::chrono::milliseconds accept_delay{
      0};  ///< before reading; times the number of the connection
  std::chrono::milliseconds answer_delay{0};  ///< before each of the first 40 answers
  std::chrono::milliseconds pause{0};         ///< between the pieces of each of the first 40
  std::size_t piece_bytes = 0;                ///< bytes of one send; 0: all at once
  std::chrono::milliseconds rest{0};          ///< without a byte, then `rested` is called; 0: never
  std::size_t connections_max = 0;            ///< one more is closed at once; 0: no limit
  bool reuse_address = true;
  bool calls_overlap = false;        ///< each connection's thread calls `receive` when it likes
  bool one_at_a_time = false;        ///< serves a connection to its end before it accepts the next
  bool sends_alone = false;          ///< nobody is served while an answer is being sent
  bool sends_once = false;           ///< of an answer what the kernel takes at once, and no more
  bool shares_answers = false;       ///< sends what any connection was to be answered last
  bool drops_on_half_close = false;  ///< a peer that has ended its direction gets no answer
};

/// A server. Its functions are called by one thread at a time, so they may share state, unless its
/// habits say that calls overlap.
struct Server {
  /// Takes bytes exactly as recv() gave them.
  std::function<Reply(Peer&, std::string_view)> receive;

  /// The peer has ended its direction. Empty: close.
  std::function<Reply(Peer&)> ended;

  /// Nothing has come for as long as its habits say. Never empty if they do.
  std::function<Reply(Peer&)> rested;

  /// The connection broke. Empty: forget it.
  std::function<void(Peer&)> broken;

  Habits habits;
};

}  // namespace eardrum::conformance::mutants
