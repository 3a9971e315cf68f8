// Which findings the plainest one explains. A server that cuts values fails in a hundred sessions
// of thirty rules, because a hundred of them store a value and look at it: what is broken is shown
// by a put and a get of the plainest kind, and the rule that speaks of that is the one to blame.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "eardrum/conformance/verdict.hpp"

namespace eardrum::conformance {

/// How a case fails: its verdict, what was asked (put, get, get *, or what is no command), and in
/// what the answer is wrong, without the names and numbers in it. Nothing where what was asked is
/// not known, where the testee takes what it should refuse (whatever that was is a fault of its
/// own), and for cases that need no explanation. For comparing only.
std::optional<std::string> way_of_failing(const CaseResult& result);

/// Whether the case fails before it asked for anything unusual: sent whole, a few requests, plain
/// names, values and timestamps.
bool is_plain(const CaseResult& result);

class Causes {
 public:
  Causes() = default;

  /// Looks at the cases of a report, in their order. They outlive it.
  explicit Causes(const std::vector<const CaseResult*>& cases);

  /// The case that shows best why `result` fails, where a plain one fails in the same way: that
  /// whose rule speaks of what is broken there, else the plainest. May be `result`. Null where no
  /// plain case fails in this way, since what is special about `result` may then be the cause, and
  /// where no other session fails in it.
  const CaseResult* of(const CaseResult& result) const;

 private:
  struct Way {
    std::vector<const CaseResult*> cases;  ///< all that fail in it
    const CaseResult* cause = nullptr;     ///< if a plain one does
  };

  const Way* find(const std::string& name) const;

  std::map<std::string, Way> ways_;
};

}  // namespace eardrum::conformance
