// Splits session files and baselines into lines and words with their positions. The readers of
// these files share this code: session_reader.cpp, head_reader.cpp, expectation_reader.cpp and
// selection/baseline_reader.cpp. It also suggests similar names.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/language/session_reader.hpp"

namespace eardrum::conformance {

/// One line that is neither empty nor a comment, without blanks at its end.
struct SourceLine {
  std::size_t number = 0;  ///< from 1
  std::size_t indent = 0;  ///< the number of leading blanks
  std::string_view text;   ///< from there on

  friend bool operator==(const SourceLine&, const SourceLine&) = default;
};

/// A part of a line with its position.
struct Words {
  std::string_view file;
  std::size_t line = 0;
  std::size_t column = 0;  ///< of the first byte of text, from 1
  std::string_view text;

  Place place(std::size_t offset = 0) const { return {std::string(file), line, column + offset}; }

  /// Removes and returns the text up to the first blank, and the blanks after it.
  Words take_word();

  /// The part from `offset` on, without leading blanks.
  Words from(std::size_t offset) const;

  /// The first `count` bytes, without trailing blanks.
  Words first(std::size_t count) const;

  /// Removes `prefix` (and blanks after it) if the text starts with it.
  bool take(std::string_view prefix);

  /// Throws a ReadError at this position.
  [[noreturn]] void fail(std::string message, std::size_t offset = 0) const;
};

std::vector<SourceLine> split_lines(std::string_view text, std::string_view file);

/// "; did you mean X?" for the candidate that is most similar to `word`, or "" if none is similar.
std::string suggestion(std::string_view word, std::initializer_list<std::string_view> candidates);
std::string suggestion(std::string_view word, const std::vector<std::string>& candidates);

/// Reads bytes. Throws a ReadError at the column of a fault.
ByteText read_bytes(const Words& words, std::string_view loop_variables);

/// The same, but also accepts numbers in any spelling ({~10.5}).
ByteText read_expected_bytes(const Words& words, std::string_view loop_variables);

/// Reads `words` as one unsigned number.
std::size_t read_number(const Words& words, std::size_t min, std::size_t max);

/// Reads a row with its optional "for i = 1..1000", and checks that its fields can be read.
RowText read_row(Words words, std::string_view loop_variables);

/// Reads an expectation: the text after "A< ", and the indented lines that belong to it.
Expectation read_expectation(Words words, const std::vector<Words>& block,
                             std::string_view loop_variables);

}  // namespace eardrum::conformance
