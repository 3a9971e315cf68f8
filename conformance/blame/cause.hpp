// Which findings are one fault. A server that cuts values fails in a hundred sessions of thirty
// rules, because a hundred of them store a value and look at it: what is broken is shown by a put
// and a get of the plainest kind, and the rule that speaks of that is the one to blame. Decided on
// data alone.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// How a case fails: its verdict, what was asked, and in what the answer is wrong, without the
/// names and numbers in it. Two cases that fail in the same way may have one cause.
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

/// Nothing where what was asked is not known, where the testee takes what it should refuse
/// (whatever that was is a fault of its own), and for cases that need no explanation.
std::optional<WayOfFailing> way_of_failing(const CaseResult& result);

/// What is unusual in requests that were answered rightly, in all cases.
AnsweredRightly answered_rightly(const std::vector<const CaseResult*>& cases);

/// Of the cases that fail in one way, those are one fault that share something unusual which is not
/// known to be answered rightly elsewhere; all are, if one of them has nothing unusual in it.
class Causes {
 public:
  /// Looks at the cases of a report, green ones too, in their order. They outlive it.
  explicit Causes(const std::vector<const CaseResult*>& cases);

  /// Of the cases that are one fault with `result`, the one whose rule speaks of it; may be
  /// `result`. Null where `result` stands alone, and for cases that were not looked at.
  const CaseResult* of(const CaseResult& result) const;

 private:
  std::map<const CaseResult*, const CaseResult*> causes_;
};

/// What the last sentence of a run names.
struct BrokenRules {
  std::vector<std::string> broken;        ///< in the order of the cases
  std::vector<std::string> same_symptom;  ///< only as a case of another rule explains
};

/// Of failures that a baseline knows, or of the others. A general rule is named as broken only
/// where no specific one fails in the same way.
BrokenRules broken_rules(const RunReport& report, bool known);

}  // namespace eardrum::conformance
