// One measurement with its name and time: what is collected, queued, and sent.
#pragma once

#include <cstdint>
#include <string>

namespace eardrum::client {

struct Sample {
  std::string key;
  double value = 0;            ///< finite
  std::int64_t timestamp = 0;  ///< seconds since 1970-01-01T00:00:00Z

  friend bool operator==(const Sample&, const Sample&) = default;
};

}  // namespace eardrum::client
