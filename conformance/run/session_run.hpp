// Plays one session in its deliveries, on the stage of one worker. A case that is not green is
// repeated on a fresh process before it is reported.
//
// If a testee starts slowly, one process of it may serve several sessions. Only sessions that leave
// nothing except a few samples under their own keys share a process. A mismatch in a shared process
// counts as a failure only if a fresh process repeats it.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "eardrum/conformance/run/runner.hpp"

namespace eardrum::conformance {

/// The result of a case that is not played, and why.
CaseResult unplayed(const Session& session, DeliveryKind kind, Verdict verdict, std::string reason);

/// Four letters for a number. The length is fixed, so that no private key is a prefix of a key of
/// another play.
std::string letters(std::size_t number);

/// Faults of a client that fresh processes have repeated. Thread-safe.
class ConfirmedFaults {
 public:
  void note(const ClientFault& fault);

  /// Whether the same fault has been repeated often enough, so that another start is unnecessary.
  bool suffice(const ClientFault& fault) const;

 private:
  mutable std::mutex mutex_;
  std::vector<std::pair<ClientFault, int>> faults_;
};

/// The facts about the testee that all workers share.
struct KnownOfTestee {
  bool keeps_samples = false;         ///< over a restart; set before the first session
  std::atomic<std::size_t> runs = 0;  ///< number of plays; each play has its own private keys in
                                      ///< one store
  std::atomic<std::uint64_t> starts = 0;
  std::atomic<std::int64_t> starting_us = 0;  ///< time that the starts took
  std::atomic<std::int64_t> silence_us = 0;   ///< Played::silence
  std::atomic<std::size_t> hangs = 0;         ///< sessions that ended in a confirmed silence
  std::atomic<bool> serves_two = false;       ///< a second connection was served
  std::atomic<std::size_t> second_waits = 0;  ///< how often a second connection was not served
  ConfirmedFaults of_client;
};

/// The process of one worker that several sessions share (Pace::share_processes).
struct SharedProcess {
  bool serves = false;  ///< it runs, and each session that it has served was green
  int sessions = 0;     ///< the number of sessions that it has served
};

struct SessionRunContext {
  const RunOptions& options;
  const Pace& pace;
  Stage& stage;
  KnownOfTestee& known;
  SharedProcess& process;
};

/// Plays `session` in `kinds`. Returns one result for each, or fewer if the run is interrupted: a
/// case in progress then has no result. Adds the number of sent requests to `exchanges`.
std::vector<CaseResult> play_session(const Session& session, const std::vector<DeliveryKind>& kinds,
                                     const SessionRunContext& context, std::uint64_t& exchanges);

}  // namespace eardrum::conformance
