// Classifies single bytes, independent of the locale and of the signedness of char.
#pragma once

#include <string_view>

namespace eardrum::protocol {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// C0 controls and DEL. TAB, CR and NUL are among them; LF never reaches a field.
constexpr bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

/// A byte that a key may contain: any byte except the blank and control bytes. Bytes above 0x7F are
/// returned unchanged and never decoded as UTF-8 (REQ-KEY-2, REQ-KEY-3, REQ-KEY-4).
constexpr bool is_key_byte(char c) {
  return c != ' ' && !is_control(c);
}

/// A byte that every implementation must accept in a key (REQ-KEY-1).
constexpr bool is_core_key_byte(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' ||
         c == '-';
}

constexpr char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Whether `text` equals `lower` if the case of ASCII letters is ignored. `lower` must be in lower
/// case.
constexpr bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (ascii_lower(text[i]) != lower[i]) return false;
  }
  return true;
}

}  // namespace eardrum::protocol
