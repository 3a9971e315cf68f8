#include "eardrum/conformance/client_transcript.hpp"

#include <algorithm>
#include <utility>

namespace eardrum::conformance {
namespace {

// What is kept of one text; reports bound it further.
constexpr std::size_t text_bytes_max = 8192;

}  // namespace

std::chrono::microseconds ClientTranscript::elapsed() const {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                               begin_);
}

void ClientTranscript::note_bytes(TranscriptEntry::Kind kind, std::string_view bytes) {
  entries_.push_back(
      {kind, "A", TesteeBytes(std::string(bytes.substr(0, text_bytes_max))), "", elapsed()});
}

void ClientTranscript::note_event(std::string connection, std::string event) {
  entries_.push_back(
      {TranscriptEntry::Kind::event, std::move(connection), {}, std::move(event), elapsed()});
}

void ClientTranscript::note_sent(std::string_view text) {
  using enum TranscriptEntry::Kind;
  if (entries_.empty() || entries_.back().kind != sent) {
    note_bytes(sent, text);
    return;
  }
  auto& bytes = entries_.back().bytes;
  const auto room = text_bytes_max - std::min(bytes.size(), text_bytes_max);
  if (room == 0) return;
  bytes = TesteeBytes(std::string(bytes.for_judging()) + std::string(text.substr(0, room)));
}

void ClientTranscript::note(const ClientConnections::Happening& happening) {
  using enum ClientConnections::Happening::Kind;
  const auto number = "connection " + std::to_string(happening.connection);
  switch (happening.kind) {
    case connected:
      note_event("A", "connected by the client, " + number);
      break;
    case bytes:
      note_bytes(TranscriptEntry::Kind::received, happening.bytes);
      break;
    case closed:
      note_event("A", "closed by the client, " + number);
      break;
    case reset:
      note_event("A", "reset by the client, " + number);
      break;
  }
}

}  // namespace eardrum::conformance
