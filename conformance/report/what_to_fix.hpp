// The end of a report: which faults to fix, one line each, and how to repeat the first.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// One fault: a rule that the last sentence names as broken, or a case that could not be judged.
struct FaultToFix {
  const CaseResult* first = nullptr;  ///< shows it best; lives as long as the report
  std::string deliveries;             ///< in which that session shows it: "whole, cut"
  std::size_t more_sessions = 0;      ///< that break the same rule
};

/// Crashes first, then what explains other faults, then the rest in the order of the report.
/// Failures that a baseline knows are left out.
std::vector<FaultToFix> what_to_fix(const RunReport& report);

}  // namespace eardrum::conformance
