#include "eardrum/conformance/verdict/testee_bytes.hpp"

#include <algorithm>

namespace eardrum::conformance {
namespace {

constexpr std::string_view base64_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string visible(std::string_view bytes) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size());
  char before = '\0';
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const bool second_hash = c == '#' && before == '#';
    before = c;
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
    if (byte >= 0x20 && byte < 0x7F && !second_hash) {
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
      out += j <= count ? base64_alphabet[group >> (18 - 6 * j) & 0x3F] : '=';
    }
  }
  return out;
}

std::optional<TesteeBytes> TesteeBytes::from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  for (std::size_t i = 0; i < text.size(); i += 4) {
    const bool last = i + 4 == text.size();
    const std::size_t padding = !last || text[i + 3] != '=' ? 0 : text[i + 2] != '=' ? 1 : 2;
    unsigned group = 0;
    for (std::size_t j = 0; j < 4; ++j) {
      const auto digit = j < 4 - padding ? base64_alphabet.find(text[i + j]) : 0;
      if (digit == std::string_view::npos) return std::nullopt;
      group = group << 6 | static_cast<unsigned>(digit);
    }
    if ((group & ((1U << (8 * padding)) - 1)) != 0) return std::nullopt;
    for (std::size_t j = 0; j < 3 - padding; ++j) {
      bytes += static_cast<char>(static_cast<unsigned char>(group >> (16 - 8 * j) & 0xFF));
    }
  }
  return TesteeBytes(std::move(bytes));
}

TesteeBytes TesteeBytes::slice(std::size_t offset, std::size_t count) const {
  if (offset >= bytes_.size()) return {};
  return TesteeBytes(bytes_.substr(offset, count));
}

std::vector<TesteeBytes> TesteeBytes::lines() const {
  std::vector<TesteeBytes> all;
  for (std::size_t begin = 0; begin < bytes_.size();) {
    const auto end = std::min(bytes_.find('\n', begin), bytes_.size());
    all.push_back(slice(begin, end - begin));
    begin = end + 1;
  }
  return all;
}

}  // namespace eardrum::conformance
