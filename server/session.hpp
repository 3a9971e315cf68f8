// One connection's conversation in profile strict: request bytes in, answer bytes out. Pure:
// sockets are listener.hpp's business, spelling is the protocol's.
#pragma once

#include <string>
#include <string_view>

#include "eardrum/protocol/framer.hpp"
#include "eardrum/protocol/request.hpp"
#include "eardrum/server/store.hpp"

namespace eardrum::server {

/// What one step of a session did, and so what its owner does next.
enum class Step {
  answered,    ///< one request was answered or refused: send, and step again
  ignored,     ///< one empty line was passed over without an answer (REQ-ERR-5): step again
  need_input,  ///< no whole line waits: receive more
  finished,    ///< the input has ended and all of it is answered: close once all is sent
};

/// Every refused line is answered with the error and leaves store and connection as they were
/// (REQ-ERR-1, REQ-ERR-3, REQ-ERR-4); requests are answered in order, however they were segmented
/// or coalesced (REQ-FRM-5, REQ-FRM-7). The session itself never asks for a close before the peer
/// has ended its input.
///
/// It answers one request at a time, so that its owner can stop stepping, and thus reading, while
/// the peer does not take its answers. Answers are formatted straight from the store into the
/// caller's buffer: each is one snapshot, complete at the moment of its step.
class Session {
 public:
  /// `store` is shared by all sessions of a server and outlives them.
  explicit Session(Store& store) : store_(store) {}

  /// Takes bytes from the peer; answers nothing yet. A line longer than
  /// protocol::limits::request_bytes_max is not kept (REQ-LIM-2).
  void receive(std::string_view bytes) { framer_.feed(bytes); }

  /// The peer sends no more. Whole lines that still wait are answered, an unterminated last line is
  /// discarded (REQ-FRM-9).
  void end_input() { input_ended_ = true; }

  /// Does the next request, appending its answer, if any, to `out`.
  Step step(std::string& out);

  /// Takes bytes and does every whole request: for owners without back-pressure.
  void serve(std::string_view bytes, std::string& out);

 private:
  void answer(const protocol::Put& put, std::string& out);
  void answer(const protocol::Get& get, std::string& out) const;

  Store& store_;
  protocol::Framer framer_ = protocol::Framer::requests();
  bool input_ended_ = false;
};

}  // namespace eardrum::server
