// Writes the head of a report: the lines about the run as a whole.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// "sessions 3.4 s, load 2.1 s, random 500 ms; summed over testees: 72 starts 800 ms, waiting for
/// silence 100 ms". Empty if the report does not have these times, as reports of older kits.
std::string time_text(const TimeSpent& time);

/// The words of the testee's command with a blank between them; empty for a running target.
std::string command_text(const RunReport& report);

struct HeadLine {
  std::string_view what;  ///< "testee", "run"
  std::string text;       ///< unescaped; may contain texts of the user, so escape it
};

/// The lines about the testee, its confinement and observation, and the run.
std::vector<HeadLine> head_lines(const RunReport& report);

}  // namespace eardrum::conformance
