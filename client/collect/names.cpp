#include "eardrum/client/collect/names.hpp"

#include "eardrum/protocol/characters.hpp"

namespace eardrum::client {

std::string key_word(std::string_view name) {
  constexpr std::size_t word_bytes_max = 64;
  std::string word;
  for (const char c : name.substr(0, word_bytes_max)) {
    word += protocol::is_core_key_byte(c) && c != '.' ? c : '_';
  }
  return word.empty() ? "_" : word;
}

std::string mount_word(std::string_view mount_point) {
  while (mount_point.ends_with('/')) mount_point.remove_suffix(1);
  while (mount_point.starts_with('/')) mount_point.remove_prefix(1);
  return mount_point.empty() ? "root" : key_word(mount_point);
}

}  // namespace eardrum::client
