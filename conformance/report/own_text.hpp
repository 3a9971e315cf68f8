// Escapes texts of the kit before they are written into a report. Command lines, session files and
// quotations in sentences come from other people. They may contain characters that a terminal, a
// build server or a parser would interpret.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace eardrum::conformance {

/// `text` as valid UTF-8 on one line. Letters of any script stay. Control, format and direction
/// characters, line separators, private-use code points, noncharacters, and bytes that are not
/// UTF-8 become \n \r \t \0 or \xNN. The second of two # becomes \x23. A backslash stays, so
/// own_text(own_text(x)) == own_text(x).
std::string own_text(std::string_view text);

/// The same with at most `characters_max` characters. If the text is shortened, the last character
/// is ….
std::string own_text(std::string_view text, std::size_t characters_max);

/// "1 rule", "3 rules": for nouns that take an s.
std::string count_of(std::uint64_t count, std::string_view noun);

/// Splits `text` at blanks into lines of at most `characters_max` characters. A longer word gets
/// its own line. Use this only for sentences of the specification, because any word of the text may
/// begin a line.
std::vector<std::string> wrapped(std::string_view text, std::size_t characters_max);

}  // namespace eardrum::conformance
