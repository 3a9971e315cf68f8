// Which lines of a testee's output are shown where there is room for a few.
#pragma once

#include <cstddef>

#include "eardrum/conformance/verdict/testee_bytes.hpp"

namespace eardrum::conformance {

struct TellingLines {
  std::size_t begin = 0;  ///< index into TesteeBytes::lines()
  std::size_t count = 0;
  bool of_report = false;  ///< of a sanitizer, whose first lines say most; else they are the last
};

TellingLines telling_lines(const TesteeBytes& output, std::size_t lines_max);

}  // namespace eardrum::conformance
