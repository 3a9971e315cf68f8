#include "eardrum/conformance/report/what_to_fix.hpp"

#include <algorithm>

#include "eardrum/conformance/blame/cause.hpp"
#include "eardrum/conformance/report/finding_groups.hpp"

namespace eardrum::conformance {

std::vector<FaultToFix> what_to_fix(const RunReport& report) {
  const auto broken = broken_rules(report, false).broken;
  const auto rules = group_findings(report, KnownOnes::left_out);
  std::vector<FaultToFix> faults;
  for (const auto& rule : rules) {
    const auto& first = rule.groups.front();
    const bool named = std::ranges::find(broken, rule.requirement) != broken.end();
    if (!named && first.first().verdict != Verdict::harness) continue;
    faults.push_back({&first.first(), first.deliveries(), rule.groups.size() - 1});
  }
  return faults;
}

}  // namespace eardrum::conformance
