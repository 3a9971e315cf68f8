// Text of our own on its way into a report. It should be clean, but command lines, session files
// and sentences that quote come from elsewhere: what could act on a reader's terminal, build
// server or parser is made visible here once more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace eardrum::conformance {

/// `text` as valid UTF-8 on one line: letters of any script stay; control, format and direction
/// characters, line separators, private and unassigned-for-ever code points and bytes that are no
/// UTF-8 become \n \r \t \0 or \xNN; the second of two # is \x23. A backslash stays as it is, so
/// that own_text(own_text(x)) == own_text(x).
std::string own_text(std::string_view text);

/// The same, at most `characters_max` characters, the last of them … where something is left out.
std::string own_text(std::string_view text, std::size_t characters_max);

/// "1 rule", "3 rules": for nouns that take an s.
std::string count_of(std::uint64_t count, std::string_view noun);

/// Splits at blanks into lines of at most `characters_max` characters; a longer word stands alone.
/// For the specification's own sentences only: a line of it begins with whatever word comes.
std::vector<std::string> wrapped(std::string_view text, std::size_t characters_max);

}  // namespace eardrum::conformance
