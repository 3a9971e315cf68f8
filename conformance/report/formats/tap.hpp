// The report for harnesses that read the Test Anything Protocol, version 14.
#pragma once

#include <string>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// A test point for each case. What binds and is broken is "not ok"; a broken house rule is "not
/// ok" with "todo", which no harness counts; what was not played is SKIP with the reason. A run cut
/// short bails out.
std::string tap_report(const RunReport& report);

}  // namespace eardrum::conformance
