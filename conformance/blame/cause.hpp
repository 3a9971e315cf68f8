// Which findings a plainer one explains. A server that cuts values fails in a hundred sessions of
// thirty rules, because a hundred of them store a value and look at it: what is broken is shown by
// a put and a get of the plainest kind, and the rule that speaks of that is the one to blame.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "eardrum/conformance/blame/dialogue.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// How a case with that dialogue fails: its verdict, what was asked (put, get, get *, or what is no
/// command), and in what the answer is wrong, without the names and numbers in it. Nothing where
/// the testee takes what it should refuse (whatever that was is a fault of its own), and for cases
/// that need no explanation. For comparing only.
std::optional<std::string> way_of_failing(const CaseResult& result, const Dialogue& dialogue);

/// A case explains another if it fails in the same way, was sent whole, and has nothing unusual in
/// it (dialogue.hpp) that the other has not. Of several the plainest does.
class Causes {
 public:
  /// Looks at the cases of a report, in their order. They outlive it.
  explicit Causes(const std::vector<const CaseResult*>& cases);

  /// Of the cases that the plainest one explains, together with `result`, the one whose rule speaks
  /// of what is broken there; may be `result`. Null where nothing plainer fails in the same way and
  /// `result` explains no other session, and for cases that were not looked at.
  const CaseResult* of(const CaseResult& result) const;

 private:
  std::map<const CaseResult*, const CaseResult*> causes_;
};

}  // namespace eardrum::conformance
