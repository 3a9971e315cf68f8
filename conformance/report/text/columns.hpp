// Arranges text in columns. Widths are counted in characters, because names and titles may be
// non-ASCII.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eardrum::conformance {

/// The number of characters in `text`, which must be valid UTF-8. Combining marks count too.
std::size_t character_count(std::string_view text);

/// `text` with blanks appended, so that it has at least `characters` characters.
std::string padded(std::string text, std::size_t characters);

/// One line for each row, with two blanks between columns and none at the end. Each column is as
/// wide as its longest cell. Rows may have different numbers of cells.
std::vector<std::string> columns(const std::vector<std::vector<std::string>>& rows);

}  // namespace eardrum::conformance
