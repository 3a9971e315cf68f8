// Serves one connection as profile strict requires: it receives request bytes and returns answer
// bytes. It does no I/O. listener.hpp owns the sockets; protocol/ parses and writes the messages.
#pragma once

#include <string>
#include <string_view>

#include "eardrum/protocol/framer.hpp"
#include "eardrum/protocol/request.hpp"
#include "eardrum/server/store.hpp"

namespace eardrum::server {

/// What one step of a session did, and what its owner must do next.
enum class Step {
  answered,    ///< one request was answered or refused: send, and step again
  ignored,     ///< one empty line was skipped without an answer (REQ-ERR-5): step again
  need_input,  ///< there is no complete line: receive more
  finished,    ///< the input has ended and all of it is answered: close once all is sent
};

/// A session answers requests in order, however they are segmented or coalesced (REQ-FRM-5,
/// REQ-FRM-7). It answers each refused line with the error, and changes neither the store nor the
/// connection (REQ-ERR-1, REQ-ERR-3, REQ-ERR-4). It never asks for a close before the peer has
/// ended its input.
///
/// Each step answers one request. So the owner can stop calling step(), and stop reading, while the
/// peer does not read its answers. A step writes the whole answer from the store into the buffer of
/// the caller, so each answer is one snapshot.
class Session {
 public:
  /// `store` is shared by all sessions of a server and outlives them.
  explicit Session(Store& store) : store_(store) {}

  /// Adds bytes from the peer and answers nothing yet. Does not keep a line that is longer than
  /// protocol::limits::request_bytes_max (REQ-LIM-2).
  void receive(std::string_view bytes) { framer_.feed(bytes); }

  /// Notes that the peer sends no more. Later steps answer the complete lines that remain, and
  /// discard an unterminated last line (REQ-FRM-9).
  void end_input() { input_ended_ = true; }

  /// Executes the next request and appends its answer, if any, to `out`.
  Step step(std::string& out);

  /// Adds bytes and answers every complete request. For owners without back-pressure.
  void serve(std::string_view bytes, std::string& out);

 private:
  void answer(const protocol::Put& put, std::string& out);
  void answer(const protocol::Get& get, std::string& out) const;

  Store& store_;
  protocol::Framer framer_ = protocol::Framer::requests();
  bool input_ended_ = false;
};

}  // namespace eardrum::server
