// The calls of one session and the connections that the client opens for them: what was called,
// what was received, and whether the call in progress can still return.
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

  /// Begins the call. False if the driver accepts no more calls. Abandons the result of the
  /// previous call.
  bool begin(ClientCall call);

  /// The call that was begun last; there must be one.
  ClientCall& call() { return calls_.back(); }
  const ClientCall& call() const { return calls_.back(); }
  const std::vector<ClientCall>& calls() const { return calls_; }

  /// The result of the last call; nothing if it has not ended.
  const std::optional<DriverAnswer>& answer() const { return answer_; }

  /// Waits at most `timeout` for events of the client and the driver. Returns whether there was an
  /// event.
  bool look(std::chrono::milliseconds timeout);

  /// Receives all bytes that were sent before the call returned. On one machine they have arrived
  /// by then.
  void drain();

  CallWatch watch() const { return {driver_, patience_, bounds()}; }

  /// Where the client is in its call.
  ClientPlace place() const;

  /// How long a client that has sent a part of a request may sleep before it sends the rest.
  std::chrono::milliseconds rest_of_request() const;

  /// The kit's end of the connection that the client uses; negative if it has none, or has ended
  /// it.
  int current_fd();

  /// Sends `text` in the pieces of the delivery. Sends a piece only after the client has read the
  /// previous one, as long as the client reads at all.
  void send(ClientConnection& to, const std::string& text, const Delivery& delivery);

  /// Notes that the kit has ended the connection.
  void note_ended() { call().ended = true; }

  /// The number of connections that the client has opened since it was created.
  std::size_t connections_made() const { return connections_.accepted() - accepted_before_; }

  Driver& driver() { return driver_; }
  const Driver& driver() const { return driver_; }
  ClientConnections& connections() { return connections_; }
  ClientTranscript& transcript() { return transcript_; }
  ClientKnowledge& known() { return known_; }
  const Patience& patience() const { return patience_; }

  /// The time since the kit last sent bytes to the client.
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
  std::optional<DriverAnswer> answer_;  ///< to the last call, after it has ended
  std::chrono::milliseconds client_timeout_{0};
  std::size_t accepted_before_ = 0;  ///< connections, when the client was created
  Clock::time_point sent_at_ = Clock::now();
};

}  // namespace eardrum::conformance
