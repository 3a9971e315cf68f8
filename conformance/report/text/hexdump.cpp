#include "eardrum/conformance/report/text/hexdump.hpp"

#include <algorithm>

namespace eardrum::conformance {
namespace {

constexpr std::size_t row_bytes = 16;
constexpr std::size_t offset_digits = 8;
constexpr std::string_view hex = "0123456789abcdef";

std::string offset_text(std::size_t offset) {
  std::string out(offset_digits, '0');
  for (auto digit = out.rbegin(); digit != out.rend(); ++digit, offset >>= 4U) {
    *digit = hex[offset & 0xFU];
  }
  return out;
}

/// "00000010  6f 6b 0a 0a      |ok..|", or where the side ended before.
std::string row(std::string_view side, std::size_t begin) {
  if (begin >= side.size()) return "(ends after " + std::to_string(side.size()) + " bytes)";
  std::string digits;
  std::string letters;
  for (const char c : side.substr(begin, row_bytes)) {
    const auto byte = static_cast<unsigned char>(c);
    digits += hex[byte >> 4U];
    digits += hex[byte & 0xFU];
    digits += ' ';
    // No two # beside each other, for the reason that visible() gives.
    const bool shown = byte >= 0x20 && byte < 0x7F && !(c == '#' && letters.ends_with('#'));
    letters += shown ? c : '.';
  }
  digits.resize(3 * row_bytes, ' ');
  return offset_text(begin) + "  " + digits + " |" + letters + "|";
}

}  // namespace

std::vector<std::string> hexdump_difference(std::string_view expected, const TesteeBytes& received,
                                            std::size_t first_difference) {
  const auto came = received.for_judging();
  const auto longest = std::max(expected.size(), came.size());
  const auto marked = std::min(first_difference, longest);
  const auto marked_row = marked / row_bytes * row_bytes;
  std::vector<std::string> lines;
  if (marked_row > 0) lines.push_back("both      " + row(expected, marked_row - row_bytes));
  for (auto begin = marked_row; begin <= marked_row + row_bytes; begin += row_bytes) {
    if (begin > marked_row && begin >= longest) break;
    lines.push_back("expected  " + row(expected, begin));
    lines.push_back("received  " + row(came, begin));
    if (begin != marked_row) continue;
    const std::size_t margin = 10 + offset_digits + 2;
    lines.push_back(std::string(margin + 3 * (marked - begin), ' ') + "^^ offset " +
                    std::to_string(marked));
  }
  return lines;
}

}  // namespace eardrum::conformance
