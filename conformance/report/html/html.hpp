// Writes the report as one self-contained HTML page, which can be mailed, archived, or shown by a
// build server that forbids scripts.
#pragma once

#include <string>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// HTML5 that is also well-formed XML. It has no script and no external link, and loads nothing. It
/// contains every finding; of findings with the same symptom only the first one is expanded.
std::string html_report(const RunReport& report);

}  // namespace eardrum::conformance
