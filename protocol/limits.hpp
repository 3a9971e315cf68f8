// All size limits of the reference implementation (REQ-LIM-1, SPEC.md "Limits"). Writer and reader
// use these constants. No other file defines a limit of the protocol.
#pragma once

#include <cstddef>

namespace eardrum::protocol::limits {

/// Longest key, in bytes. Longer keys are refused by the strict grammar (REQ-LIM-1).
inline constexpr std::size_t key_bytes_max = 255;

/// Longest canonical value: std::to_chars(fixed) writes the smallest negative subnormal with 327
/// bytes. Measured with the boundary mantissas of every exponent.
inline constexpr std::size_t value_bytes_max = 327;

/// Longest canonical timestamp: "-9223372036854775808".
inline constexpr std::size_t timestamp_bytes_max = 20;

/// Longest request line, with its LF. It leaves room for peers that write a value with more bytes
/// than the canonical form has.
inline constexpr std::size_t request_bytes_max = 1024;

/// Longest request line, with its LF, that every implementation must accept in profile base.
/// Support for keys of key_bytes_max and lines of request_bytes_max is a house rule (REQ-LIM-1), so
/// in base no program fails for a line that is longer than an ordinary metric needs. That is 125
/// bytes: "put ", 64 bytes for a host, 20 for a metric, 24 for a value, 10 for a timestamp, blanks
/// and LF.
inline constexpr std::size_t core_request_bytes_max = 128;

// put SP key SP value SP timestamp LF, each at its longest, fits in a line.
static_assert(4 + key_bytes_max + 1 + value_bytes_max + 1 + timestamp_bytes_max + 1 <=
              request_bytes_max);

/// Default limit of a reader for one response: 64 MiB, about a million rows.
inline constexpr std::size_t response_bytes_max = std::size_t{64} * 1024 * 1024;

}  // namespace eardrum::protocol::limits
