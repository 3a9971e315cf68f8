// The samples a server knows, in memory. Pure: no clock, no I/O, no threads of its own.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace eardrum::server {

/// Samples by key, those of a key in ascending time. The last write of a (key, timestamp) wins
/// (REQ-PUT-18); nothing is ever evicted (REQ-CON-6). Not for use by several threads at once.
class Store {
 public:
  using Samples = std::map<std::int64_t, double>;  ///< timestamp -> value, ascending
  using Keys = std::map<std::string, Samples, std::less<>>;

  /// Keeps the sample, in place of an older one of the same key and timestamp.
  void put(std::string_view key, std::int64_t timestamp, double value);

  /// The samples of exactly that key (REQ-GET-11), or nullptr; never an empty map. Lives until the
  /// store dies; later puts show in it.
  const Samples* find(std::string_view key) const;

  /// Every key with its samples, ascending by the bytes of the key. Lives as long as the store.
  const Keys& keys() const { return keys_; }

 private:
  Keys keys_;
};

}  // namespace eardrum::server
