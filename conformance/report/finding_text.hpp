// Writes one finding for the console: the rule and the text that it rests on, the sentence, the
// dialogue, the output of the testee, and the command that repeats it. The sentence of a finding is
// made where the fault is detected (Finding::sentence).
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

/// The lines of the finding. Each line begins with a fixed word of the kit or with blanks, never
/// with bytes of the testee.
std::vector<std::string> finding_text(const FindingGroup& group, const FindingTextOptions& options);

/// "0.113 ms", "84 ms", "3.2 s".
std::string duration_text(std::chrono::microseconds duration);

}  // namespace eardrum::conformance
