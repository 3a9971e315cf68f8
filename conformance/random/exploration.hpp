// Random sessions against a live testee: plays them, confirms what failed on a fresh process, makes
// it smaller, and gives each fault once, as a session file that shows it again.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "eardrum/conformance/play/stage.hpp"
#include "eardrum/conformance/random/generator.hpp"
#include "eardrum/conformance/random/minimiser.hpp"
#include "eardrum/conformance/random/model.hpp"
#include "eardrum/conformance/random/random_session.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance::random {

inline constexpr std::size_t default_sessions = 200;
inline constexpr std::uint64_t default_seed = 1;

struct Exploration {
  std::size_t sessions = default_sessions;
  std::uint64_t seed = default_seed;
  Profile profile = Profile::base;
  unsigned jobs = 1;
  std::string key_stamp;  ///< see RunOptions

  /// No new session is begun after so long; nothing: all are played.
  std::optional<std::chrono::milliseconds> explore_for;

  /// All shrinking together. A fault that is not shrunk in this time is shown as it is then.
  std::chrono::milliseconds shrink_for{8'000};

  /// Rules that the testee is known to break: they are not looked into again.
  std::set<std::string> known_rules{};

  /// The same, for one verdict alone: what earlier explorations have found.
  std::set<std::pair<Verdict, std::string>> known_findings{};

  std::function<std::unique_ptr<Stage>()> make_stage;
  std::function<bool()> interrupted{};  ///< may be empty

  /// Makes a dialogue; may be empty: generate().
  std::function<RandomSession(std::uint64_t seed, const Wishes& wishes)> make_dialogue{};

  /// What is allowed; may be empty: Model.
  std::function<std::unique_ptr<Model>()> make_model{};

  /// Called after each session, from one thread at a time. May be empty.
  std::function<void(std::size_t played)> on_session{};
};

struct Explored {
  std::size_t played = 0;      ///< sessions
  std::size_t known = 0;       ///< that broke a rule known before
  std::size_t unrepeated = 0;  ///< that failed, but not again on a fresh process
  std::uint64_t exchanges = 0;
  std::size_t starts = 0;
  std::string start_failure;  ///< why the testee could not be started, if so
  std::string ended_early;    ///< why not all sessions were played, if so

  /// The first of those that did not fail again: a warning.
  std::optional<CaseResult> unrepeated_example;

  std::vector<Found> found;  ///< in the order of the sessions that found them
};

Explored explore(const Exploration& options);

}  // namespace eardrum::conformance::random
