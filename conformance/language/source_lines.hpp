// The lines of a session file with their places, and the small words that stand on them. What the
// reader (session_reader.cpp) and the expectation reader (expectation_reader.cpp) share.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/language/session_reader.hpp"

namespace eardrum::conformance {

/// One line that means something: neither empty nor a comment; without blanks at its end.
struct SourceLine {
  std::size_t number = 0;  ///< from 1
  std::size_t indent = 0;  ///< bytes before the first that is no blank
  std::string_view text;   ///< from there on

  friend bool operator==(const SourceLine&, const SourceLine&) = default;
};

/// A part of a line that knows its place.
struct Words {
  std::string_view file;
  std::size_t line = 0;
  std::size_t column = 0;  ///< of the first byte of text, from 1
  std::string_view text;

  Place place(std::size_t offset = 0) const { return {std::string(file), line, column + offset}; }

  /// Removes and returns the text up to the first blank, and the blanks after it.
  Words take_word();

  /// The part from `offset` on, leading blanks removed.
  Words from(std::size_t offset) const;

  /// The first `count` bytes, trailing blanks removed.
  Words first(std::size_t count) const;

  /// Removes `prefix` (and blanks after it) if the text starts with it.
  bool take(std::string_view prefix);

  /// Refuses the file here.
  [[noreturn]] void fail(std::string message, std::size_t offset = 0) const;
};

std::vector<SourceLine> split_lines(std::string_view text, std::string_view file);

/// "; did you mean X?" for the candidate nearest to `word`, or "" if none is near.
std::string suggestion(std::string_view word, std::initializer_list<std::string_view> candidates);
std::string suggestion(std::string_view word, const std::vector<std::string>& candidates);

/// Reads bytes, turning a fault into a ReadError at its column.
ByteText read_bytes(const Words& words, std::string_view loop_variables);

/// The same, and numbers may stand in any spelling ({~10.5}).
ByteText read_expected_bytes(const Words& words, std::string_view loop_variables);

/// Reads an unsigned number that is the whole of `words`.
std::size_t read_number(const Words& words, std::size_t min, std::size_t max);

/// Reads a row with its optional "for i = 1..1000", and checks that its fields can be read.
RowText read_row(Words words, std::string_view loop_variables);

/// Reads what stands after "A< " on a line and in the lines that belong to it.
Expectation read_expectation(Words words, const std::vector<Words>& block,
                             std::string_view loop_variables);

}  // namespace eardrum::conformance
