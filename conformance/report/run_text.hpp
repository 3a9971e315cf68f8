// What the head of each report says of a run as a whole.
#pragma once

#include <string>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// "sessions 3.4 s, load 2.1 s, random 0.5 s; 72 starts took 0.8 s, silence 0.1 s". Empty if the
/// report says nothing of it, as those of older kits do.
std::string time_text(const TimeSpent& time);

}  // namespace eardrum::conformance
