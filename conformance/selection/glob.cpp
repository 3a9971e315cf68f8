#include "eardrum/conformance/selection/glob.hpp"

#include <fnmatch.h>

namespace eardrum::conformance {

bool fits_glob(const std::string& pattern, const std::string& text) {
  return ::fnmatch(pattern.c_str(), text.c_str(), 0) == 0;
}

}  // namespace eardrum::conformance
