// Plays random sessions on a testee. Repeats each failure on a fresh process, shrinks it, and
// returns each fault once, as a session file that repeats it.
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

  /// No session starts after this time; nothing: all sessions are played.
  std::optional<std::chrono::milliseconds> explore_for;

  /// The time limit for all shrinking together. A fault is reported as far as it is shrunk by then.
  std::chrono::milliseconds shrink_for{8'000};

  /// Rules that the testee is known to break. Failures of these rules are counted and not examined.
  std::set<std::string> known_rules{};

  std::function<std::unique_ptr<Stage>()> make_stage;
  std::function<bool()> interrupted{};  ///< may be empty

  /// Makes the model that gives the allowed answers. If empty, Model is used.
  std::function<std::unique_ptr<Model>()> make_model{};
};

struct Explored {
  std::size_t played = 0;      ///< sessions
  std::size_t known = 0;       ///< that broke a rule known before
  std::size_t unrepeated = 0;  ///< that failed, but not again on a fresh process
  std::uint64_t exchanges = 0;
  std::size_t starts = 0;
  std::string start_failure;  ///< why the testee could not be started; empty if it was
  std::string ended_early;    ///< why not all sessions were played; empty if all were

  /// The first session that failed and passed on a fresh process, as a warning.
  std::optional<CaseResult> unrepeated_example;

  std::vector<Found> found;  ///< in the order of the sessions that found them
};

Explored explore(const Exploration& options);

}  // namespace eardrum::conformance::random
