// What went over the connections of a client, and what it was called for, in the order of time.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/clients/client_connections.hpp"
#include "eardrum/conformance/play/recorder.hpp"
#include "eardrum/conformance/verdict/evidence.hpp"

namespace eardrum::conformance {

/// Begins when it is made.
class ClientTranscript {
 public:
  /// Bytes from the kit. Thousands of short texts in a row are one entry, as they are one answer to
  /// a reader; of all of them the first bytes are kept.
  void note_sent(std::string_view text);

  void note(const ClientConnections::Happening& happening);

  /// `connection` is "A", or empty for what happens to the client itself; `event` in our own words.
  void note_event(std::string connection, std::string event);

  std::chrono::microseconds elapsed() const { return recorder_.elapsed(); }

  std::vector<TranscriptEntry> take() { return recorder_.take(); }

 private:
  Recorder recorder_;
};

}  // namespace eardrum::conformance
