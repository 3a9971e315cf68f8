// Groups findings for reports: a session that breaks a rule in four deliveries appears once. Also
// makes the last sentence of a run.
#pragma once

#include <string>
#include <vector>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// Cases of one session that break the same rule. The pointers are valid as long as the report.
struct FindingGroup {
  std::vector<const CaseResult*> cases;  ///< at least one; the first is shown in full
  const CaseResult* cause = nullptr;     ///< the case that explains them (cause.hpp), or null

  const CaseResult& first() const { return *cases.front(); }
  bool explains_others() const { return cause == cases.front(); }

  /// "whole, cut", or with verdicts if they differ: "whole FAIL, cut CRASH".
  std::string deliveries() const;
};

/// A group, and the groups with the same symptom under any rule.
struct Telling {
  const FindingGroup* group = nullptr;        ///< shown in full
  std::vector<const FindingGroup*> the_same;  ///< shown in one line each
};

/// All groups that break one rule.
struct RuleFindings {
  std::string requirement;
  std::vector<FindingGroup> groups;
};

/// Groups all findings by rule. First come findings that explain others (cause.hpp), then the rest
/// in the order of the cases. With KnownOnes::left_out, failures that a baseline expects are left
/// out, except flaky ones: a failed attempt of a flaky case is always shown.
enum class KnownOnes { told, left_out };
std::vector<RuleFindings> group_findings(const RunReport& report,
                                         KnownOnes known = KnownOnes::told);

/// The rules to fix, which the end of a report lists: of group_findings() without expected
/// failures, those that the last sentence names as broken, and those that could not be judged.
std::vector<RuleFindings> rules_to_fix(const RunReport& report);

/// The findings to show under one rule; one cause is one finding. Pointers are valid as long as the
/// groups.
struct RuleTelling {
  const RuleFindings* rule = nullptr;
  std::vector<Telling> in_full;
  std::vector<const FindingGroup*> others;  ///< only listed, because the rule has too many findings
};

/// Decides how to show `rules`, each group exactly once. If a rule has more than `in_full_max`
/// different symptoms, only the first one and those that explain others are shown in full. Rules
/// without a finding to show are left out.
std::vector<RuleTelling> tell_once(const std::vector<RuleFindings>& rules, std::size_t in_full_max);

/// The last sentence of a run: "DOES NOT CONFORM to profile base: 2 rules broken: REQ-FRM-5,
/// REQ-PUT-1", followed by the rules whose failures are all explained by other rules; or "CONFORMS
/// ..."; or "AS EXPECTED ..." if a baseline expects all failures; or a sentence that the run is
/// incomplete.
std::string overall_sentence(const RunReport& report);

/// "PASS 241 · FAIL 3 · WARN 2": always PASS and FAIL, and the other verdicts that occur.
std::string counts_line(const RunReport& report);

}  // namespace eardrum::conformance
