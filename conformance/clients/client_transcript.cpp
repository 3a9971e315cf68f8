#include "eardrum/conformance/clients/client_transcript.hpp"

#include <utility>

namespace eardrum::conformance {

void ClientTranscript::note_event(std::string connection, std::string event) {
  recorder_.note_event(std::move(connection), std::move(event));
}

void ClientTranscript::note_sent(std::string_view text) {
  recorder_.append_bytes(TranscriptEntry::Kind::sent, "A", text);
}

void ClientTranscript::note(const ClientConnections::Happening& happening) {
  using enum ClientConnections::Happening::Kind;
  const auto number = "connection " + std::to_string(happening.connection);
  switch (happening.kind) {
    case connected:
      note_event("A", "connected by the client, " + number);
      break;
    case bytes:
      recorder_.note_bytes(TranscriptEntry::Kind::received, "A", happening.bytes);
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
