// What the head of each report says of a run as a whole.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// "sessions 3.4 s, load 2.1 s, random 0.5 s; 72 starts took 0.8 s, silence 0.1 s". Empty if the
/// report says nothing of it, as those of older kits do.
std::string time_text(const TimeSpent& time);

/// The words of the testee's command with a blank between them; empty for a running target.
std::string command_text(const RunReport& report);

struct HeadLine {
  std::string_view what;  ///< "testee", "run"
  std::string text;       ///< in parts a stranger's: to be escaped where it is shown
};

/// The testee, how it was held and observed, and the run as a whole.
std::vector<HeadLine> head_lines(const RunReport& report);

}  // namespace eardrum::conformance
