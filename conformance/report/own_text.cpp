#include "eardrum/conformance/report/own_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <utility>

#include "eardrum/conformance/report/text/columns.hpp"
#include "eardrum/conformance/verdict/testee_bytes.hpp"

namespace eardrum::conformance {
namespace {

/// One code point, or a byte that begins none.
struct Decoded {
  std::uint32_t code = 0;
  std::size_t bytes = 1;
  bool valid = false;
};

Decoded decode(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::uint32_t first = at(0);
  if (first < 0x80) return {first, 1, true};
  const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < bytes) return {};
  std::uint32_t code = first & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((at(i) & 0xC0U) != 0x80U) return {};
    code = code << 6U | (at(i) & 0x3FU);
  }
  constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < least.at(bytes) || code > 0x10FFFF || surrogate) return {};
  return {code, bytes, true};
}

// In ascending order. Unicode's categories Cc, Cf, Zl, Zp, Co, and the noncharacters of the first
// plane.
constexpr std::array<std::pair<std::uint32_t, std::uint32_t>, 27> acting_ranges{{
    {0x00, 0x1F},       {0x7F, 0x9F},       {0xAD, 0xAD},        {0x600, 0x605},
    {0x61C, 0x61C},     {0x6DD, 0x6DD},     {0x70F, 0x70F},      {0x890, 0x891},
    {0x8E2, 0x8E2},     {0x180E, 0x180E},   {0x200B, 0x200F},    {0x2028, 0x202E},
    {0x2060, 0x206F},   {0xE000, 0xF8FF},   {0xFDD0, 0xFDEF},    {0xFE00, 0xFE0F},
    {0xFEFF, 0xFEFF},   {0xFFF0, 0xFFFF},   {0x110BD, 0x110BD},  {0x110CD, 0x110CD},
    {0x13430, 0x1345F}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A},  {0x1FFFE, 0x1FFFF},
    {0x2FFFE, 0x2FFFF}, {0x3FFFE, 0x3FFFF}, {0x40000, 0x10FFFF},
}};

bool acts(std::uint32_t code) {
  const auto* const after = std::ranges::upper_bound(
      acting_ranges, code, {}, &std::pair<std::uint32_t, std::uint32_t>::first);
  return after != acting_ranges.begin() && code <= std::prev(after)->second;
}

/// Printable ASCII without #, of which the second of two would not stay.
bool is_plain(char c) {
  return c >= 0x20 && c < 0x7F && c != '#';
}

}  // namespace

std::string own_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    // Nearly all of it is plain: what needs no look at a table is taken at once.
    const auto* const stop = std::ranges::find_if_not(text, is_plain);
    out.append(text.begin(), stop);
    text.remove_prefix(static_cast<std::size_t>(stop - text.begin()));
    if (text.empty()) break;
    const auto next = decode(text);
    const auto bytes = text.substr(0, next.bytes);
    if (bytes == "#" && out.ends_with('#')) {
      out += "\\x23";
    } else if (next.valid && !acts(next.code)) {
      out += bytes;
    } else {
      out += visible(bytes);
    }
    text.remove_prefix(next.bytes);
  }
  return out;
}

std::string own_text(std::string_view text, std::size_t characters_max) {
  // A character has at most four bytes: what lies far beyond the limit need not be looked at.
  auto out = own_text(text.substr(0, 4 * (characters_max + 1)));
  if (character_count(out) <= characters_max) return out;
  std::size_t end = 0;
  for (std::size_t i = 0; i + 1 < characters_max; ++i) end += decode(out.substr(end, 4)).bytes;
  out.resize(end);
  return out + "…";
}

std::string count_of(std::uint64_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::vector<std::string> wrapped(std::string_view text, std::size_t characters_max) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    const auto word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const bool fits = !lines.empty() &&
                      character_count(lines.back()) + 1 + character_count(word) <= characters_max;
    if (fits) {
      lines.back() += ' ';
      lines.back() += word;
    } else {
      lines.emplace_back(word);
    }
  }
  return lines;
}

}  // namespace eardrum::conformance
