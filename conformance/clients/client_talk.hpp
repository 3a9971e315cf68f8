// The calls of one session and the connections that the client makes for them: what was called,
// what came, and whether the call that is under way can still come back.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "eardrum/conformance/clients/call_watch.hpp"
#include "eardrum/conformance/clients/client_call.hpp"
#include "eardrum/conformance/clients/client_connections.hpp"
#include "eardrum/conformance/clients/client_knowledge.hpp"
#include "eardrum/conformance/clients/client_transcript.hpp"
#include "eardrum/conformance/clients/driver.hpp"
#include "eardrum/conformance/play/delivery.hpp"
#include "eardrum/conformance/play/patience.hpp"

namespace eardrum::conformance {

class ClientTalk {
 public:
  ClientTalk(Driver& driver, const Patience& patience, ClientConnections connections,
             ClientKnowledge& known)
      : driver_(driver), patience_(patience), connections_(std::move(connections)), known_(known) {}

  /// Makes the call; false if the driver takes none any more. The answer to the last one is given
  /// up.
  bool begin(ClientCall call);

  /// The call that was begun last; there must be one.
  ClientCall& call() { return calls_.back(); }
  const ClientCall& call() const { return calls_.back(); }
  const std::vector<ClientCall>& calls() const { return calls_; }

  /// How it ended, once it has.
  const std::optional<DriverAnswer>& answer() const { return answer_; }

  /// Takes what the world has to say; whether that was anything.
  bool look(std::chrono::milliseconds timeout);

  /// What was sent before the call came back has arrived by now: this machine is all there is.
  void drain();

  CallWatch watch() const { return {driver_, patience_, bounds()}; }

  /// Where the client is in its call.
  ClientPlace place() const;

  /// How long a client that has begun a request may sleep before the rest of it comes.
  std::chrono::milliseconds rest_of_request() const;

  /// Our end of the connection that the client uses; negative if it has none, or ended it.
  int current_fd();

  /// Sends in pieces as the delivery wants them, each of them taken by the client before the next
  /// goes out, as long as it reads at all.
  void send(ClientConnection& to, const std::string& text, const Delivery& delivery);

  /// Notes that the kit has ended the connection.
  void note_ended() { call().ended = true; }

  /// How many connections the client has made since it was made itself.
  std::size_t connections_made() const { return connections_.accepted() - accepted_before_; }

  Driver& driver() { return driver_; }
  const Driver& driver() const { return driver_; }
  ClientConnections& connections() { return connections_; }
  ClientTranscript& transcript() { return transcript_; }
  ClientKnowledge& known() { return known_; }
  const Patience& patience() const { return patience_; }

  /// When the client was sent something last.
  std::chrono::steady_clock::duration since_sent() const { return Clock::now() - sent_at_; }

 private:
  using Clock = std::chrono::steady_clock;

  CallBounds bounds() const;
  void take_answer();
  void await_rest();

  Driver& driver_;
  Patience patience_;
  ClientConnections connections_;
  ClientKnowledge& known_;
  ClientTranscript transcript_;
  std::vector<ClientCall> calls_;
  std::optional<DriverAnswer> answer_;  ///< to the last call, once it has come
  std::chrono::milliseconds client_timeout_{0};
  std::size_t accepted_before_ = 0;  ///< connections, when the client was made
  Clock::time_point sent_at_ = Clock::now();
};

}  // namespace eardrum::conformance
