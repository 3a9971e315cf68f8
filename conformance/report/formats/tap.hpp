// Writes the report for test harnesses that read the Test Anything Protocol, version 14.
#pragma once

#include <string>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// A test point for each case. A failure is "not ok". A warning is "not ok" with "todo", which
/// harnesses do not count as a failure. A case that was not played is SKIP with the reason. An
/// interrupted run ends with "Bail out!".
std::string tap_report(const RunReport& report);

}  // namespace eardrum::conformance
