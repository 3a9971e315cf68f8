// One finding as the console tells it: what is demanded and on whose word, what was done, what
// came, and how to see it again.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "eardrum/conformance/report/finding_groups.hpp"
#include "eardrum/conformance/report/text/console_style.hpp"

namespace eardrum::conformance {

struct FindingTextOptions {
  bool verbose = false;  ///< whole dialogue and output, longer texts
  std::size_t width = 100;
  Pen pen{false};
};

/// The lines of the block; each begins with a word of ours or with blanks and one.
std::vector<std::string> finding_text(const FindingGroup& group, const FindingTextOptions& options);

/// "0.113 ms", "84 ms", "3.2 s".
std::string duration_text(std::chrono::microseconds duration);

}  // namespace eardrum::conformance
