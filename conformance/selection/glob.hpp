// Matches the glob patterns of the command line and of baselines.
#pragma once

#include <string>

namespace eardrum::conformance {

/// Whether the shell glob `pattern` matches the whole `text`. '/' and a leading '.' are ordinary
/// characters.
bool fits_glob(const std::string& pattern, const std::string& text);

}  // namespace eardrum::conformance
