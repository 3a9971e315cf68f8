#include "eardrum/server/store.hpp"

namespace eardrum::server {

void Store::put(std::string_view key, std::int64_t timestamp, double value) {
  auto place = keys_.find(key);
  if (place == keys_.end()) place = keys_.emplace(key, Samples{}).first;
  // Metrics arrive mostly in time order, so the end is the likely place: constant time there.
  place->second.insert_or_assign(place->second.end(), timestamp, value);
}

const Store::Samples* Store::find(std::string_view key) const {
  const auto place = keys_.find(key);
  return place == keys_.end() ? nullptr : &place->second;
}

}  // namespace eardrum::server
