// Writes the report for code scanning: SARIF 2.1.0.
#pragma once

#include <string>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// One SARIF run with one result for each case that fails or warns. The location of a result is in
/// the file of its session, as a relative URI, because services refuse a whole file if they cannot
/// find one location. There are at most 25 000 results, because services accept no more. A
/// notification gives the number of omitted ones.
std::string sarif_report(const RunReport& report);

}  // namespace eardrum::conformance
