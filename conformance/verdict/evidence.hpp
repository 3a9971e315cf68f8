// The evidence of a finding: the bytes on the connections of a testee, and its output.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "eardrum/conformance/verdict/testee_bytes.hpp"

namespace eardrum::conformance {

/// Bytes on a connection, or an event of it.
struct TranscriptEntry {
  enum class Kind { sent, received, event };
  Kind kind{};
  std::string connection;          ///< "A"; empty for events of the testee itself
  TesteeBytes bytes;               ///< for sent and received
  std::string event;               ///< for events: "connected", "closed by the peer"
  std::chrono::microseconds at{};  ///< since the session began

  /// Whether a connection begins here: what was sent before under its name went over another one.
  bool begins_connection() const { return kind == Kind::event && event.starts_with(connected); }

  /// How the event of a new connection begins.
  static constexpr std::string_view connected = "connected";

  friend bool operator==(const TranscriptEntry&, const TranscriptEntry&) = default;
};

/// The output of the testee: the first and the last bytes of each stream.
struct TesteeOutput {
  TesteeBytes out;
  TesteeBytes err;
  std::uint64_t out_dropped_bytes = 0;  ///< left out between the first and the last
  std::uint64_t err_dropped_bytes = 0;

  friend bool operator==(const TesteeOutput&, const TesteeOutput&) = default;
};

}  // namespace eardrum::conformance
