// What sentences say of rows that are not those expected: the words for whoever writes such a
// sentence and for whoever looks for findings that are alike.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace eardrum::conformance {

enum class RowFaultKind {
  foreign_key,  ///< a row of a key that nothing was put under
  other_time,   ///< a row of a time at which nothing was put under its key
  other_value,  ///< a row with a value that was not put at its key and time
  too_often,    ///< a row more often than it was put
  missing,      ///< no row of a key and time at which something was put
};

/// "another value", "missing": what a sentence about such rows says.
std::string_view words_for(RowFaultKind kind);

/// What stands outside single quotes: a sentence's own words, without what it quotes.
std::string without_quoted(std::string_view sentence);

/// What a sentence made with these words says of rows, each once, in the order of the enumeration;
/// empty for any other sentence. What it quotes is not looked at.
std::vector<RowFaultKind> row_faults_told(std::string_view sentence);

}  // namespace eardrum::conformance
