// What a server answers. Values only.
#pragma once

#include <cstdint>
#include <string_view>

namespace eardrum::protocol {

enum class Status { ok, error };

/// One sample in an answer to get. `key` views the bytes it was parsed from, or the caller's.
struct Row {
  std::string_view key;
  double value = 0;
  std::int64_t timestamp = 0;  ///< seconds since 1970-01-01T00:00:00Z

  friend bool operator==(const Row&, const Row&) = default;
};

}  // namespace eardrum::protocol
