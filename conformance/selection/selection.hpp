// Which sessions a run plays: filters by name, rule, level and tag, by an earlier report, by a
// shard, and the principle of --quick. And why nothing is left, if nothing is.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// What an earlier run showed of each case.
struct PastRun {
  using Case = std::pair<std::string, std::string>;  ///< session and delivery
  std::set<Case> green;
  std::set<Case> not_green;  ///< failed, or was left untested
  bool complete = true;      ///< else what it does not name is not green either
};

PastRun past_run(const RunReport& report);

/// Which sessions to take. Empty lists take everything. Patterns are shell globs.
struct Selection {
  std::vector<std::string> only;         ///< names
  std::vector<std::string> skip;         ///< names
  std::vector<std::string> rules;        ///< requirement ids
  std::vector<std::string> skip_rules;   ///< requirement ids
  std::vector<std::string> levels;       ///< "S", "D", "H", "U"
  std::vector<std::string> skip_levels;  ///< "S", "D", "H", "U"
  std::vector<std::string> tags;         ///< see tags()
  std::vector<std::string> skip_tags;    ///< see tags()
  std::optional<PastRun> failed_in;      ///< only what was not green there, in those deliveries
  bool quick = false;                    ///< see for_quick()
  std::optional<std::set<std::string>> shard;  ///< only these names (shard.hpp)
  bool judges_client = false;                  ///< the role wanted
};

std::vector<Session> select(std::vector<Session> sessions, const Selection& selection);

/// What a session is like, beside its name and rule: "client" or "server" for who is judged, the
/// family of its name ("framing", "grammar", "load", "random"), "fingerprint" if it observes what
/// the text leaves open, "fresh-store", "two-connections", "own-testee", "restart" for what it
/// needs.
std::vector<std::string> tags(const Session& session);

/// Why `selection` takes nothing of `sessions`: the filter that leaves nothing, and the nearest
/// name if there is none like it. Only for selections that take nothing.
std::string why_empty(const std::vector<Session>& sessions, const Selection& selection);

/// Patterns that match none of `sessions`, a sentence each with the nearest name: most likely
/// typing errors, which a run would not show otherwise.
std::vector<std::string> idle_patterns(const std::vector<Session>& sessions,
                                       const Selection& selection);

}  // namespace eardrum::conformance
