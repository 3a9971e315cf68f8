// Decides which findings have one cause. A server that truncates values fails in a hundred sessions
// of thirty rules, because a hundred sessions store a value and get it. The simplest put and get
// show the fault, and the rule about them is the broken one. The decision uses only the data of the
// findings.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// How a case fails: its verdict, the kind of request, and what is wrong in the answer, without its
/// names and numbers. Two cases that fail in the same way may have one cause.
struct WayOfFailing {
  Verdict verdict{};
  FaultKind kind{};
  Asked asked{};  ///< get * counts as get
  std::vector<RowFaultKind> rows;
  bool rows_came = false;
  std::string
      detail;  ///< the form of a malformed answer's first line; the rule that demands a refusal

  friend auto operator<=>(const WayOfFailing&, const WayOfFailing&) = default;
};

/// Nothing if the request is not known, if the testee accepts a line that it must refuse (each such
/// line is a separate fault), or if the case did not fail.
std::optional<WayOfFailing> way_of_failing(const CaseResult& result);

/// The unusual features of all requests that were answered correctly, in all cases.
AnsweredRightly answered_rightly(const std::vector<const CaseResult*>& cases);

/// Finds the cause of each failed case. Cases that fail in the same way have one cause if they
/// share an unusual feature that no other case answers correctly. If one of these cases has no
/// unusual feature, it explains all of them.
class Causes {
 public:
  /// Compares the cases of a report, in their order; pass the green ones too. The cases must
  /// outlive this object.
  explicit Causes(const std::vector<const CaseResult*>& cases);

  /// The case that explains `result`: of the cases with the same cause, the one whose rule is about
  /// the fault. It may be `result` itself. Null if `result` shares its cause with no other case, or
  /// was not compared.
  const CaseResult* of(const CaseResult& result) const;

 private:
  std::map<const CaseResult*, const CaseResult*> causes_;
};

/// The rules that the last sentence of a run names.
struct BrokenRules {
  std::vector<std::string> broken;        ///< in the order of the cases
  std::vector<std::string> same_symptom;  ///< all their failures are explained by other rules
};

/// The broken rules of the failures that a baseline expects (`known`), or of all other failures. A
/// general rule is named only if no specific rule fails in the same way.
BrokenRules broken_rules(const RunReport& report, bool known);

}  // namespace eardrum::conformance
