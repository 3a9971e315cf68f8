#include "eardrum/fuzz/laws/verdict.hpp"

namespace eardrum::fuzz {
namespace {

/// Beyond this a reader looks at the artifact itself.
constexpr std::size_t shown_bytes_max = 2400;

void append_visible(char c, std::string& out) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  if (c == '\n') {
    out += "\\n";
  } else if (c == '"' || c == '\\') {
    out += '\\';
    out += c;
  } else if (byte < 0x20 || byte > 0x7E) {
    out += "\\x";
    out += digits[byte >> 4];
    out += digits[byte & 0xF];
  } else {
    out += c;
  }
}

}  // namespace

std::string visible(std::string_view bytes) {
  const bool cut = bytes.size() > shown_bytes_max;
  std::string out = "\"";
  for (const char c : bytes.substr(0, cut ? shown_bytes_max / 2 : bytes.size())) {
    append_visible(c, out);
  }
  if (cut) {
    out += "\" ... " + std::to_string(bytes.size() - shown_bytes_max) + " bytes ... \"";
    for (const char c : bytes.substr(bytes.size() - shown_bytes_max / 2)) append_visible(c, out);
  }
  out += '"';
  return out;
}

Verdict broken(std::string_view law, std::string_view what, std::string_view bytes) {
  std::string text(law);
  text += ": ";
  text += what;
  text += "\n  bytes    ";
  text += visible(bytes);
  return text;
}

Verdict broken(std::string_view law, std::string_view what, std::string_view bytes,
               std::string_view expected, std::string_view got) {
  auto text = broken(law, what, bytes);
  *text += "\n  expected ";
  *text += visible(expected);
  *text += "\n  got      ";
  *text += visible(got);
  return text;
}

}  // namespace eardrum::fuzz
