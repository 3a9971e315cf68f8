// The report for build servers: JUnit XML as junit.xsd describes it. One test case for each
// session in each delivery; its class is the rule.
#pragma once

#include <string>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// An XML 1.0 document in UTF-8. FAIL and LEAK are failures; CRASH, HANG, SANITIZER and HARNESS are
/// errors; N/A and UNTESTED are skipped; PASS, WARN and INFO are neither. A run that was cut short
/// has one more case, an error, so that it is never green.
std::string junit_report(const RunReport& report);

}  // namespace eardrum::conformance
