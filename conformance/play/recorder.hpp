// Writes down what goes over the connections of one session as it is played, in the order of time.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/verdict/evidence.hpp"

namespace eardrum::conformance {

/// Time counts from its making.
class Recorder {
 public:
  /// Of a long text the first bytes are kept, of very many received ones the first; reports bound
  /// it further.
  void note_bytes(TranscriptEntry::Kind kind, std::string connection, std::string_view bytes);

  /// The same, but texts that follow each other in one direction of one connection become one
  /// entry, as they are one text to a reader.
  void append_bytes(TranscriptEntry::Kind kind, std::string connection, std::string_view bytes);

  /// `connection` is empty for what happens to the testee itself; `event` is in our own words.
  void note_event(std::string connection, std::string event);

  std::chrono::microseconds elapsed() const;

  std::vector<TranscriptEntry> take() { return std::move(entries_); }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::vector<TranscriptEntry> entries_;
  std::size_t received_entries_ = 0;
};

}  // namespace eardrum::conformance
