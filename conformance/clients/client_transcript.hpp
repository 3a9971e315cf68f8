// Records the bytes on the connections of a client, and its calls, in the order of time.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/clients/client_connections.hpp"
#include "eardrum/conformance/play/recorder.hpp"
#include "eardrum/conformance/verdict/evidence.hpp"

namespace eardrum::conformance {

/// Its time starts when it is constructed.
class ClientTranscript {
 public:
  /// Records bytes from the kit. Texts that follow each other become one entry, because they are
  /// one answer for a reader. Only the first bytes of an entry are kept.
  void note_sent(std::string_view text);

  void note(const ClientConnections::Happening& happening);

  /// Records an event. `connection` is "A", or empty for an event of the client itself. `event` is
  /// a text of the kit.
  void note_event(std::string connection, std::string event);

  std::chrono::microseconds elapsed() const { return recorder_.elapsed(); }

  std::vector<TranscriptEntry> take() { return recorder_.take(); }

 private:
  Recorder recorder_;
};

}  // namespace eardrum::conformance
