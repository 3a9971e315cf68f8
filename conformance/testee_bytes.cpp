#include "eardrum/conformance/testee_bytes.hpp"

#include <algorithm>

namespace eardrum::conformance {

std::string visible(std::string_view bytes) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '\n':
        out += "\\n";
        continue;
      case '\r':
        out += "\\r";
        continue;
      case '\t':
        out += "\\t";
        continue;
      case '\0':
        out += "\\0";
        continue;
      case '\\':
        out += "\\\\";
        continue;
      default:
        break;
    }
    if (byte >= 0x20 && byte < 0x7F) {
      out += c;
    } else {
      out += "\\x";
      out += hex[byte >> 4];
      out += hex[byte & 0xF];
    }
  }
  return out;
}

std::string TesteeBytes::visible() const {
  return conformance::visible(bytes_);
}

std::string TesteeBytes::visible(std::size_t bytes_max) const {
  if (bytes_.size() <= bytes_max) return visible();
  const auto left_out = std::to_string(bytes_.size() - bytes_max);
  return conformance::visible(std::string_view(bytes_).substr(0, bytes_max)) + "... (" + left_out +
         " more bytes)";
}

std::string TesteeBytes::base64() const {
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes_.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes_.size(); i += 3) {
    const auto count = std::min<std::size_t>(3, bytes_.size() - i);
    unsigned group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      const unsigned byte = j < count ? static_cast<unsigned char>(bytes_[i + j]) : 0;
      group = group << 8 | byte;
    }
    for (std::size_t j = 0; j < 4; ++j) {
      out += j <= count ? alphabet[group >> (18 - 6 * j) & 0x3F] : '=';
    }
  }
  return out;
}

}  // namespace eardrum::conformance
