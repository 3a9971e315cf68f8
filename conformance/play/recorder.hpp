// Records the bytes and events on the connections of one session, in the order of time.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/verdict/evidence.hpp"

namespace eardrum::conformance {

/// Its time starts when it is constructed.
class Recorder {
 public:
  /// Records a text. Keeps only the first bytes of a long text, and only a limited number of
  /// received texts. Reports shorten it further.
  void note_bytes(TranscriptEntry::Kind kind, std::string connection, std::string_view bytes);

  /// The same, but texts that follow each other in one direction of one connection become one
  /// entry, because they are one text for a reader.
  void append_bytes(TranscriptEntry::Kind kind, std::string connection, std::string_view bytes);

  /// Records an event. `connection` is empty for an event of the testee itself. `event` is a text
  /// of the kit.
  void note_event(std::string connection, std::string event);

  std::chrono::microseconds elapsed() const;

  std::vector<TranscriptEntry> take() { return std::move(entries_); }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::vector<TranscriptEntry> entries_;
  std::size_t received_entries_ = 0;
};

}  // namespace eardrum::conformance
