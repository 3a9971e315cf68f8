// Reads bytes as SESSIONS.md writes them, escapes and braces, and expands them for one run.
#pragma once

#include <expected>
#include <map>
#include <string>
#include <string_view>

#include "eardrum/conformance/language/session.hpp"

namespace eardrum::conformance {

/// Why a text is not bytes, and where.
struct TextFault {
  std::size_t offset = 0;  ///< bytes from the start of the text
  std::string message;
};

/// Reads `text`. Names in braces that are in `loop_variables` become loop numbers, others private
/// keys.
std::expected<ByteText, TextFault> read_byte_text(std::string_view text,
                                                  std::string_view loop_variables);

/// What the placeholders stand for in one run.
struct Binding {
  std::string key_suffix;             ///< appended to every private key; empty on a fresh store
  std::map<char, std::size_t> loops;  ///< current numbers
};

/// The bytes themselves; of a number in any spelling, the one that is written.
std::string expand(const ByteText& text, const Binding& binding);

/// All rows of an expectation, one text each: "key value timestamp".
std::vector<std::string> expand(const std::vector<RowText>& rows, const Binding& binding);

}  // namespace eardrum::conformance
