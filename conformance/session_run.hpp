// One session played in its deliveries, on the stage of one worker: what is not green is played
// again on a fresh process before it is said.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "eardrum/conformance/runner.hpp"

namespace eardrum::conformance {

/// The result of a case that is not played, and why.
CaseResult unplayed(const Session& session, DeliveryKind kind, Verdict verdict, std::string reason);

/// Letters for a number, always four: private keys of different runs never extend one another.
std::string letters(std::size_t number);

struct SessionRunContext {
  const RunOptions& options;
  Stage& stage;
  std::atomic<std::size_t>& runs;  ///< counts the plays of all sessions: no two of them may share a
                                   ///< private key on one store
  std::atomic<std::size_t>& hangs;  ///< counts the sessions that ended in a confirmed silence
  bool keeps_samples = false;       ///< the testee's store outlives its process
};

/// Plays `session` in `kinds`; one result for each, or fewer if the run is interrupted meanwhile:
/// what was under way then has no result. Adds the requests sent to `exchanges`.
std::vector<CaseResult> play_session(const Session& session, const std::vector<DeliveryKind>& kinds,
                                     const SessionRunContext& context, std::uint64_t& exchanges);

}  // namespace eardrum::conformance
