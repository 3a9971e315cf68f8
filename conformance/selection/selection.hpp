// Selects the sessions of a run: by name, rule, level and tag, by an earlier report, by a shard,
// and by --quick. If no session is left, it says why.
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

/// The results of an earlier run.
struct PastRun {
  using Case = std::pair<std::string, std::string>;  ///< session and delivery
  std::set<Case> green;
  std::set<Case> not_green;  ///< failed, HARNESS or UNTESTED
  bool complete = true;      ///< if false, cases that are in neither set count as not green
};

PastRun past_run(const RunReport& report);

/// Which sessions to select. An empty list selects all sessions. Patterns are shell globs.
struct Selection {
  std::vector<std::string> only;               ///< names
  std::vector<std::string> skip;               ///< names
  std::vector<std::string> rules;              ///< requirement ids
  std::vector<std::string> skip_rules;         ///< requirement ids
  std::vector<std::string> levels;             ///< "S", "D", "H", "U"
  std::vector<std::string> skip_levels;        ///< "S", "D", "H", "U"
  std::vector<std::string> tags;               ///< see tags()
  std::vector<std::string> skip_tags;          ///< see tags()
  std::optional<PastRun> failed_in;            ///< only the cases that were not green in that run
  bool quick = false;                          ///< see for_quick()
  std::optional<std::set<std::string>> shard;  ///< only these names (shard.hpp)
  bool judges_client = false;                  ///< sessions for clients, not for servers
};

std::vector<Session> select(std::vector<Session> sessions, const Selection& selection);

/// The tags of a session: "client" or "server", the program that it judges; the first part of its
/// name ("framing", "grammar", "load", "random"); "fingerprint" if it observes what the text leaves
/// open; and its needs: "fresh-store", "two-connections", "own-testee", "restart".
std::vector<std::string> tags(const Session& session);

/// Why `selection` selects none of `sessions`: the filter that leaves nothing, and a similar name
/// if its pattern matches none. Precondition: it selects none.
std::string why_empty(const std::vector<Session>& sessions, const Selection& selection);

/// A sentence for each pattern that matches none of `sessions`, with a similar name. Such a pattern
/// is probably a typing error, which the run would not show otherwise.
std::vector<std::string> idle_patterns(const std::vector<Session>& sessions,
                                       const Selection& selection);

}  // namespace eardrum::conformance
