// Selects the lines of the output of a testee that a short report shows: the beginning of a
// sanitizer report if there is one, otherwise the last lines.
#pragma once

#include <cstddef>

#include "eardrum/conformance/verdict/testee_bytes.hpp"

namespace eardrum::conformance {

struct TellingLines {
  std::size_t begin = 0;  ///< index into TesteeBytes::lines()
  std::size_t count = 0;
  bool of_report = false;  ///< the lines are the beginning of a sanitizer report
};

TellingLines telling_lines(const TesteeBytes& output, std::size_t lines_max);

}  // namespace eardrum::conformance
