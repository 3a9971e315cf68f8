#include "eardrum/conformance/verdict/run_report.hpp"

#include <algorithm>

namespace eardrum::conformance {

const std::string& blamed_rule(const CaseResult& result) {
  const bool blamed = result.finding && !result.finding->requirement.empty();
  return blamed ? result.finding->requirement : result.requirement;
}

const std::string& sentence_of(const CaseResult& result) {
  return result.finding ? result.finding->sentence : result.reason;
}

bool is_told_in_full(Verdict verdict) {
  return is_failure(verdict) || verdict == Verdict::harness;
}

std::size_t count(const RunReport& report, Verdict verdict) {
  return static_cast<std::size_t>(std::ranges::count(report.cases, verdict, &CaseResult::verdict));
}

bool fails_run(const CaseResult& result) {
  return is_failure(result.verdict) && !result.known;
}

std::size_t count_known(const RunReport& report) {
  return static_cast<std::size_t>(std::ranges::count_if(report.cases, [](const CaseResult& result) {
    return is_failure(result.verdict) && result.known;
  }));
}

int exit_code(const RunReport& report) {
  if (!report.complete || count(report, Verdict::harness) > 0) return 3;
  return std::ranges::any_of(report.cases, fails_run) || !report.baseline_faults.empty() ? 1 : 0;
}

}  // namespace eardrum::conformance
