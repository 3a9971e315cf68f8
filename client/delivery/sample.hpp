// A sample: one measurement with its key and time. The program collects, queues and sends samples.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace eardrum::client {

struct Sample {
  std::string key;
  double value = 0;            ///< finite
  std::int64_t timestamp = 0;  ///< seconds since 1970-01-01T00:00:00Z

  friend bool operator==(const Sample&, const Sample&) = default;
};

/// Whole seconds since 1970-01-01T00:00:00Z.
inline std::int64_t seconds_of(std::chrono::system_clock::time_point time) {
  return std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
}

inline std::int64_t seconds_now() {
  return seconds_of(std::chrono::system_clock::now());
}

}  // namespace eardrum::client
