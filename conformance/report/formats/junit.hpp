// Writes the report for build servers: JUnit XML as in junit.xsd. It has one test case for each
// session in each delivery. The class of a test case is the rule.
#pragma once

#include <string>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// An XML 1.0 document in UTF-8. FAIL and LEAK are failures; CRASH, HANG, SANITIZER and HARNESS are
/// errors; N/A and UNTESTED are skipped; PASS, WARN and INFO are neither. An interrupted run has
/// one more case, an error, so that it is never green.
std::string junit_report(const RunReport& report);

}  // namespace eardrum::conformance
