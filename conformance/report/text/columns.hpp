// Text in columns. Widths are counted in characters, since names and titles are not all ASCII.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eardrum::conformance {

/// How many characters `text`, which is valid UTF-8, has. Combining marks count, too.
std::size_t character_count(std::string_view text);

/// `text` with blanks behind it, so that it has at least that many characters.
std::string padded(std::string text, std::size_t characters);

/// One line for each row, two blanks between columns, none at the end. Each column is as wide as
/// its longest cell; rows may have different lengths.
std::vector<std::string> columns(const std::vector<std::vector<std::string>>& rows);

}  // namespace eardrum::conformance
