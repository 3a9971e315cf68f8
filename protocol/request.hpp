// Requests as values. parse.hpp reads them from bytes, format.hpp writes them.
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

namespace eardrum::protocol {

/// Stores one sample. `key` is a view into the parsed bytes or into bytes of the caller.
struct Put {
  std::string_view key;
  double value = 0;            ///< finite
  std::int64_t timestamp = 0;  ///< seconds since 1970-01-01T00:00:00Z

  friend bool operator==(const Put&, const Put&) = default;
};

/// Requests the samples of one key, or of all keys.
struct Get {
  std::string_view key;  ///< "*" means all keys (REQ-GET-2)

  bool every_key() const { return key == "*"; }
  friend bool operator==(const Get&, const Get&) = default;
};

using Request = std::variant<Put, Get>;

}  // namespace eardrum::protocol
