#include "eardrum/conformance/play/recorder.hpp"

#include <algorithm>
#include <utility>

namespace eardrum::conformance {
namespace {

constexpr std::size_t text_bytes_max = 8192;

// A flood in small segments, or a large answer in single bytes, must not fill the memory: of what
// arrives so many entries are kept.
constexpr std::size_t received_entries_max = 4096;

}  // namespace

std::chrono::microseconds Recorder::elapsed() const {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                               begin_);
}

void Recorder::note_bytes(TranscriptEntry::Kind kind, std::string connection,
                          std::string_view bytes) {
  if (kind == TranscriptEntry::Kind::received && ++received_entries_ >= received_entries_max) {
    if (received_entries_ == received_entries_max) {
      note_event(std::move(connection),
                 "the transcript does not keep the rest of the received bytes");
    }
    return;
  }
  entries_.push_back({kind, std::move(connection),
                      TesteeBytes(std::string(bytes.substr(0, text_bytes_max))), "", elapsed()});
}

void Recorder::append_bytes(TranscriptEntry::Kind kind, std::string connection,
                            std::string_view bytes) {
  if (entries_.empty() || entries_.back().kind != kind ||
      entries_.back().connection != connection) {
    note_bytes(kind, std::move(connection), bytes);
    return;
  }
  auto& last = entries_.back().bytes;
  const auto room = text_bytes_max - std::min(last.size(), text_bytes_max);
  if (room == 0) return;
  last = TesteeBytes(std::string(last.for_judging()) + std::string(bytes.substr(0, room)));
}

void Recorder::note_event(std::string connection, std::string event) {
  entries_.push_back(
      {TranscriptEntry::Kind::event, std::move(connection), {}, std::move(event), elapsed()});
}

}  // namespace eardrum::conformance
