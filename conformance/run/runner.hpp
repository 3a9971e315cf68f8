// Plays sessions in their deliveries on several testees in parallel, and collects the verdicts. A
// session has its own process of the testee, or a process that has served only sessions that were
// green. So no session can change the verdict of another one. A case that is not green is repeated
// on a fresh process before it is reported. If the first few sessions find a delivery broken, the
// other sessions skip it, because one cause is one finding.
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

/// Called after each case, in the order in which cases end. `done` of `total` cases are done.
using OnCase = std::function<void(const CaseResult&, std::size_t done, std::size_t total)>;

struct RunOptions {
  Profile profile = Profile::base;
  std::optional<Delivery> only_delivery;  ///< play only this one, after `whole` for comparison
  PaceLimits pace{};
  std::string key_stamp;  ///< letters that make private keys unique on a running server; else empty

  /// Makes the stage of one worker; used and destroyed by that worker's thread alone.
  std::function<std::unique_ptr<Stage>()> make_stage;

  /// The command that repeats one case. It contains no bytes of the testee.
  std::function<std::string(const Session&, const Delivery&)> replay;

  /// Called after each case, from one thread at a time. May be empty.
  OnCase on_case;

  /// Whether to stop early, for example because of a signal. May be empty.
  std::function<bool()> interrupted;
};

/// One session in one kind of delivery, to be played.
struct PlannedCase {
  const Session* session = nullptr;
  DeliveryKind delivery{};
};

/// The cases of `sessions` in their order; deliveries that would change nothing are left out.
std::vector<PlannedCase> plan(const std::vector<Session>& sessions, const RunOptions& options);

/// The entry of a case of `session` in the fingerprint; nothing if it has none.
std::optional<Observation> observed(const Session& session, const CaseResult& result);

/// Plays all sessions. Fills cases, fingerprint, exchanges and complete of the report. The caller
/// fills its head.
RunReport run(const std::vector<Session>& sessions, const RunOptions& options);

}  // namespace eardrum::conformance
