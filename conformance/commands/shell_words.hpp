// Quotes words for a POSIX shell, so that the shell passes them unchanged.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace eardrum::conformance {

/// One word, in single quotes unless all its characters are safe.
std::string shell_word(std::string_view word);

/// Several, separated by blanks.
std::string shell_words(const std::vector<std::string>& words);

}  // namespace eardrum::conformance
