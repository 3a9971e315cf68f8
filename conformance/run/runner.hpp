// Plays sessions in their deliveries, several testees at a time, and gathers the verdicts. A
// session has a testee process of its own, or one that has served only sessions that were all
// green; so no session can spoil another's verdict. Whatever is not green is confirmed on a fresh
// process before it is said. A delivery that all of the first few sessions find broken is not
// played three hundred times more: one cause is one finding.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/play/delivery.hpp"
#include "eardrum/conformance/play/stage.hpp"
#include "eardrum/conformance/run/pace.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// Told of each case, in the order in which they end: how many are done, and of how many.
using OnCase = std::function<void(const CaseResult&, std::size_t done, std::size_t total)>;

struct RunOptions {
  Profile profile = Profile::base;
  std::optional<Delivery> only_delivery;  ///< play just this one (after whole, for comparison)
  PaceLimits pace{};
  std::string key_stamp;  ///< letters that make private keys unique on a running server; else empty

  /// Makes the stage of one worker; used and destroyed by that worker's thread alone.
  std::function<std::unique_ptr<Stage>()> make_stage;

  /// The command that repeats one case; our words only.
  std::function<std::string(const Session&, const Delivery&)> replay;

  /// Called after each case, from one thread at a time. May be empty.
  OnCase on_case;

  /// Whether to stop early, for instance because of a signal. May be empty.
  std::function<bool()> interrupted;
};

/// One session in one kind of delivery, to be played.
struct PlannedCase {
  const Session* session = nullptr;
  DeliveryKind delivery{};
};

/// The cases of `sessions` in their order; deliveries that would change nothing are left out.
std::vector<PlannedCase> plan(const std::vector<Session>& sessions, const RunOptions& options);

/// What a case of `session` adds to the fingerprint, if anything.
std::optional<Observation> observed(const Session& session, const CaseResult& result);

/// Plays all. Fills cases, fingerprint, exchanges, complete; leaves the head to the caller.
RunReport run(const std::vector<Session>& sessions, const RunOptions& options);

}  // namespace eardrum::conformance
