// The report for code scanning: SARIF 2.1.0.
#pragma once

#include <string>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// One run with one result for each case that failed or warns; each lies in its session's file, by
/// a relative URI, because services refuse a whole file for one location that they cannot place. At
/// most 25 000 results, which is what services take; what is left out is counted in a notification.
std::string sarif_report(const RunReport& report);

}  // namespace eardrum::conformance
