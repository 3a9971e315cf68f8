// Every size the protocol's reference implementation knows, in one place (REQ-LIM-1, SPEC.md
// "Limits"). Writer and reader share these constants; nothing else may invent one.
#pragma once

#include <cstddef>

namespace eardrum::protocol::limits {

/// Longest key, in bytes. Longer keys are refused by the strict grammar (REQ-LIM-1).
inline constexpr std::size_t key_bytes_max = 255;

/// Longest canonical value: std::to_chars(fixed) of the smallest negative subnormal, measured at
/// 327 bytes over every exponent's boundary mantissas.
inline constexpr std::size_t value_bytes_max = 327;

/// Longest canonical timestamp: "-9223372036854775808".
inline constexpr std::size_t timestamp_bytes_max = 20;

/// Longest request line, its LF included. A peer may spell a value longer than we do.
inline constexpr std::size_t request_bytes_max = 1024;

/// Longest request line, its LF included, that every implementation must take in profile base. That
/// keys of key_bytes_max and lines of request_bytes_max work is a house rule (REQ-LIM-1), so a
/// stranger is not failed for a line that is longer than any plain metric needs: "put ", a host of
/// 64 bytes with 20 more for the metric, a value of 24, a timestamp of 10, blanks and LF make 125.
inline constexpr std::size_t core_request_bytes_max = 128;

// put SP key SP value SP timestamp LF, each at its longest, fits in a line.
static_assert(4 + key_bytes_max + 1 + value_bytes_max + 1 + timestamp_bytes_max + 1 <=
              request_bytes_max);

/// Longest response that a reader takes unless told otherwise: 64 MiB, about a million rows.
inline constexpr std::size_t response_bytes_max = std::size_t{64} * 1024 * 1024;

}  // namespace eardrum::protocol::limits
