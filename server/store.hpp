// The samples of a server, in memory. It uses no clock, no I/O and no threads.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace eardrum::server {

/// Samples by key; the samples of a key are in ascending time. The last write to a key and
/// timestamp wins (REQ-PUT-18). Nothing is ever evicted (REQ-CON-6). Not thread-safe.
class Store {
 public:
  using Samples = std::map<std::int64_t, double>;  ///< timestamp -> value, ascending
  using Keys = std::map<std::string, Samples, std::less<>>;

  /// Stores the sample. It replaces an older sample with the same key and timestamp.
  void put(std::string_view key, std::int64_t timestamp, double value);

  /// The samples of exactly that key (REQ-GET-11), or nullptr; never an empty map. The pointer is
  /// valid as long as the store. Later puts change the map.
  const Samples* find(std::string_view key) const;

  /// All keys with their samples, in ascending order of the bytes of the key. Valid as long as the
  /// store.
  const Keys& keys() const { return keys_; }

 private:
  Keys keys_;
};

}  // namespace eardrum::server
