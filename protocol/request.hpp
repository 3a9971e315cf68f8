// What a client asks. Values only; how they are spelled is parse.hpp's and format.hpp's business.
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

namespace eardrum::protocol {

/// Store one sample. `key` views the bytes it was parsed from, or the caller's.
struct Put {
  std::string_view key;
  double value = 0;            ///< finite
  std::int64_t timestamp = 0;  ///< seconds since 1970-01-01T00:00:00Z

  friend bool operator==(const Put&, const Put&) = default;
};

/// Ask for the samples of one key, or of all keys.
struct Get {
  std::string_view key;  ///< "*" asks for every key (REQ-GET-2)

  bool every_key() const { return key == "*"; }
  friend bool operator==(const Get&, const Get&) = default;
};

using Request = std::variant<Put, Get>;

}  // namespace eardrum::protocol
