// Answers as values.
#pragma once

#include <cstdint>
#include <string_view>

namespace eardrum::protocol {

enum class Status { ok, error };

/// The complete error answer. No other bytes are an error answer (REQ-ERR-1).
inline constexpr std::string_view error_response = "error\nwrong command\n\n";

/// The complete answer to a put, and to a get that finds nothing (REQ-GET-3).
inline constexpr std::string_view empty_response = "ok\n\n";

/// One sample in an answer to a get. `key` is a view into the parsed bytes or into bytes of the
/// caller.
struct Row {
  std::string_view key;
  double value = 0;
  std::int64_t timestamp = 0;  ///< seconds since 1970-01-01T00:00:00Z

  friend bool operator==(const Row&, const Row&) = default;
};

}  // namespace eardrum::protocol
