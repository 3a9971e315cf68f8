// One session played in its deliveries, on the stage of one worker: what is not green is played
// again on a fresh process before it is said.
//
// A testee that takes long to start may serve several sessions with one process. Only sessions that
// leave nothing behind but a few samples under keys of their own share it; a mismatch there counts
// as a failure only if a fresh process repeats it.
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

/// Letters for a number, always four: private keys of different runs never extend one another.
std::string letters(std::size_t number);

/// Faults of a client that fresh processes have repeated. Safe to use from several threads.
class ConfirmedFaults {
 public:
  void note(const ClientFault& fault);

  /// Whether the very same fault has been repeated so often that one more start would show nothing.
  bool suffice(const ClientFault& fault) const;

 private:
  mutable std::mutex mutex_;
  std::vector<std::pair<ClientFault, int>> faults_;
};

/// What all workers together have learnt.
struct KnownOfTestee {
  bool keeps_samples = false;         ///< over a restart; written before any session is played
  std::atomic<std::size_t> runs = 0;  ///< plays of all sessions: no two of them may share a private
                                      ///< key on one store
  std::atomic<std::uint64_t> starts = 0;
  std::atomic<std::int64_t> starting_us = 0;  ///< time that the starts took
  std::atomic<std::int64_t> silence_us = 0;   ///< Played::silence
  std::atomic<std::size_t> hangs = 0;         ///< sessions that ended in a confirmed silence
  std::atomic<bool> serves_two = false;       ///< a second connection was seen to be served
  std::atomic<std::size_t> second_waits = 0;  ///< how often one was seen to be kept waiting
  ConfirmedFaults of_client;
};

/// The process of one worker, where sessions share it (Pace::share_processes).
struct SharedProcess {
  bool serves = false;  ///< it runs, and each session that it has served was green
  int sessions = 0;     ///< that it has served
};

struct SessionRunContext {
  const RunOptions& options;
  const Pace& pace;
  Stage& stage;
  KnownOfTestee& known;
  SharedProcess& process;
};

/// Plays `session` in `kinds`; one result for each, or fewer if the run is interrupted meanwhile:
/// what was under way then has no result. Adds the requests sent to `exchanges`.
std::vector<CaseResult> play_session(const Session& session, const std::vector<DeliveryKind>& kinds,
                                     const SessionRunContext& context, std::uint64_t& exchanges);

}  // namespace eardrum::conformance
