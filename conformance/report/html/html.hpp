// The report as one page that needs nothing else: to be mailed, kept, or served by a build server
// that forbids scripts.
#pragma once

#include <string>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// HTML5, well-formed as XML too, without script, link to elsewhere, or anything to load. Every
/// finding is in it; of those that look alike the first is open and the others are closed.
std::string html_report(const RunReport& report);

}  // namespace eardrum::conformance
