// Which findings are one: a session that breaks a rule in four deliveries is told once.
#pragma once

#include <string>
#include <vector>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// Cases of one session that break the same rule. Pointers live as long as the report.
struct FindingGroup {
  std::vector<const CaseResult*> cases;  ///< at least one; the first is told in full
  const CaseResult* cause = nullptr;     ///< what explains them (cause.hpp), if anything does

  const CaseResult& first() const { return *cases.front(); }
  bool explains_others() const { return cause == cases.front(); }

  /// "whole, cut", or with verdicts where they differ: "whole FAIL, cut CRASH".
  std::string deliveries() const;
};

/// A group and those that look the same, of whatever rule.
struct Telling {
  const FindingGroup* group = nullptr;        ///< told in full
  std::vector<const FindingGroup*> the_same;  ///< told in a line each
};

/// All groups that break one rule.
struct RuleFindings {
  std::string requirement;
  std::vector<FindingGroup> groups;
};

/// What must be explained, by rule: first what explains others (cause.hpp), then in the order of
/// the cases. Failures that a baseline knows are left out on request, unless they are flaky: the
/// failing attempt is always shown.
enum class KnownOnes { told, left_out };
std::vector<RuleFindings> group_findings(const RunReport& report,
                                         KnownOnes known = KnownOnes::told);

/// Those of group_findings(), without what a baseline knows, that the last sentence names as broken
/// or that could not be judged: the end of a report names them.
std::vector<RuleFindings> rules_to_fix(const RunReport& report);

/// What is told under one rule: one cause is one finding. Pointers live as long as the groups.
struct RuleTelling {
  const RuleFindings* rule = nullptr;
  std::vector<Telling> in_full;
  std::vector<const FindingGroup*> others;  ///< named only: the rule is broken in too many ways
};

/// How to tell `rules`: each group exactly once. A rule that is broken in more than `in_full_max`
/// ways that look different is told by the first of them and by those that explain others. Rules
/// with nothing left are left out.
std::vector<RuleTelling> tell_once(const std::vector<RuleFindings>& rules, std::size_t in_full_max);

/// "DOES NOT CONFORM to profile base: 2 rules broken: REQ-FRM-5, REQ-PUT-1", and, after these,
/// rules whose sessions fail only in a way that a case of another rule explains; "CONFORMS ...", or
/// "AS EXPECTED ..." where a baseline knows all failures, or that the run says neither.
std::string overall_sentence(const RunReport& report);

/// "PASS 241 · FAIL 3 · WARN 2": PASS and FAIL always, others where there are any.
std::string counts_line(const RunReport& report);

}  // namespace eardrum::conformance
