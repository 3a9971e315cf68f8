#include "eardrum/client/visible.hpp"

namespace eardrum::client {

std::string visible(std::string_view bytes, std::size_t bytes_max) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (const char c : bytes.substr(0, bytes_max)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\\') {
      text += "\\\\";
    } else if (byte >= 0x20 && byte < 0x7F) {
      text += c;
    } else {
      text += "\\x";
      text += digits[byte >> 4U];
      text += digits[byte & 0xFU];
    }
  }
  if (bytes.size() > bytes_max) text += "...";
  return text;
}

}  // namespace eardrum::client
