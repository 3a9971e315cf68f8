// Reads texts with the escapes and braces of SESSIONS.md, and expands them to bytes for one run.
#pragma once

#include <expected>
#include <map>
#include <string>
#include <string_view>

#include "eardrum/conformance/language/session.hpp"

namespace eardrum::conformance {

/// Why a text cannot be read as bytes, and at which place.
struct TextFault {
  std::size_t offset = 0;  ///< bytes from the start of the text
  std::string message;
};

/// Reads `text`. A name in braces becomes a loop number if it is in `loop_variables`, and otherwise
/// a private key.
std::expected<ByteText, TextFault> read_byte_text(std::string_view text,
                                                  std::string_view loop_variables);

/// The values of the placeholders in one run.
struct Binding {
  std::string key_suffix;             ///< appended to every private key; empty on a fresh store
  std::map<char, std::size_t> loops;  ///< current numbers
};

/// The bytes of `text`. A number in any spelling is expanded as the session writes it.
std::string expand(const ByteText& text, const Binding& binding);

/// All rows of an expectation, one text each: "key value timestamp".
std::vector<std::string> expand(const std::vector<RowText>& rows, const Binding& binding);

}  // namespace eardrum::conformance
