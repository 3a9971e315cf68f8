// A server as a set of functions, which planted faults replace. Their input is the bytes of one
// recv(); their output is the bytes to send. runtime.hpp has the sockets and threads.
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
  // Implicit, because most faults only return other bytes.
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
  std::size_t number;        ///< 1 for the first connection of the server
  std::size_t requests = 0;  ///< complete lines before the current one
  std::string buffer;        ///< bytes of an unfinished line, if the server keeps them
  std::string memory;        ///< data that a fault stores for the connection
  server::Store own;         ///< for faults that keep samples by connection
};

/// How a server uses its sockets.
struct Habits {
  std::chrono::milliseconds start_delay{0};  ///< before it listens
  std::chrono::milliseconds accept_delay{
      0};  ///< before reading; times the number of the connection
  std::chrono::milliseconds answer_delay{0};  ///< before each of the first 40 answers
  std::chrono::milliseconds pause{0};         ///< between the pieces of each of the first 40
  std::size_t piece_bytes = 0;                ///< bytes of one send; 0: all at once
  std::chrono::milliseconds rest{0};          ///< idle time before `rested` is called; 0: never
  std::size_t connections_max = 0;            ///< closes further ones at once; 0: no limit
  bool reuse_address = true;
  bool calls_overlap = false;        ///< several threads call `receive` at the same time
  bool one_at_a_time = false;        ///< serves a connection to its end before it accepts the next
  bool sends_alone = false;          ///< serves no other connection while it sends an answer
  bool sends_once = false;           ///< calls send() once for an answer, even if it sends a part
  bool shares_answers = false;       ///< sends the last answer of any connection
  bool drops_on_half_close = false;  ///< does not answer a peer that has ended its direction
};

/// A server. Only one thread at a time calls its functions, so they may share state, except with
/// Habits::calls_overlap.
struct Server {
  /// Called with the bytes of each recv().
  std::function<Reply(Peer&, std::string_view)> receive;

  /// Called when the peer has ended its direction. If empty, the connection is closed.
  std::function<Reply(Peer&)> ended;

  /// Called when nothing has arrived for Habits::rest. Must not be empty if that is set.
  std::function<Reply(Peer&)> rested;

  /// Called when the connection broke. If empty, nothing is done.
  std::function<void(Peer&)> broken;

  Habits habits;
};

}  // namespace eardrum::conformance::mutants
