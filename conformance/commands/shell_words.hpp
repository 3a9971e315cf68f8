// Words for a POSIX shell, quoted so that pasting them does what they say and nothing else.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace eardrum::conformance {

/// One word, in single quotes unless it is plainly harmless.
std::string shell_word(std::string_view word);

/// Several, separated by blanks.
std::string shell_words(const std::vector<std::string>& words);

}  // namespace eardrum::conformance
