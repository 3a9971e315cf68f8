// Patterns that choose: those of the command line, and those of a baseline.
#pragma once

#include <string>

namespace eardrum::conformance {

/// Whether the shell glob `pattern` fits all of `text`; '/' and a leading '.' are letters like
/// others.
bool fits_glob(const std::string& pattern, const std::string& text);

}  // namespace eardrum::conformance
