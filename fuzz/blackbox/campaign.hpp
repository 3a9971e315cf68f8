// The run of eardrum-fuzz: plays random sessions on live servers until the time is over, looks into
// each failure at once, and goes on past what it has found.
//
// A process of the server serves many sessions. So a failure is repeated on a fresh process: first
// the session alone, then with all sessions that the process had served before. What neither
// repeats is still a finding, with the log of what was played.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "eardrum/conformance/random/minimiser.hpp"
#include "eardrum/conformance/random/trial.hpp"

namespace eardrum::fuzz {

/// How a finding was repeated.
enum class Evidence {
  alone,         ///< its session fails on a fresh process
  after_others,  ///< it fails on a process that has served other sessions before
  seen_once,     ///< no fresh process has failed again
};

/// One finding.
struct CampaignFinding {
  conformance::random::Found found;  ///< its finding has no replay yet; `file` is unique in the run
  Evidence evidence = Evidence::alone;
  unsigned failed = 0;             ///< of `replays` of the session file on fresh processes
  unsigned replays = 0;            ///< 0 for what was seen once
  std::size_t earlier_served = 0;  ///< sessions that its process had served before
};

/// What the run has done so far.
struct Progress {
  std::size_t sessions = 0;
  std::uint64_t requests = 0;
  std::size_t starts = 0;
  std::size_t passed_by = 0;  ///< failures that were known already
  std::size_t findings = 0;
};

/// What is fuzzed, and for how long. Callbacks are called by one thread at a time.
struct Campaign {
  std::optional<std::chrono::milliseconds> max_time;  ///< nothing: until `sessions` are played
  std::optional<std::size_t> sessions;                ///< nothing: until the time is over
  std::uint64_t seed = 1;
  unsigned jobs = 1;
  conformance::Profile profile = conformance::Profile::base;
  std::string key_stamp;                          ///< see RunOptions
  std::chrono::milliseconds minimise_for{8'000};  ///< each finding
  std::function<std::unique_ptr<conformance::Stage>()> make_stage;
  std::function<bool()> interrupted{};  ///< may be empty

  /// Whether a baseline expects such a failure: it is passed by. May be empty.
  std::function<bool(conformance::Verdict verdict, const std::string& rule)> expected{};

  std::function<void(const CampaignFinding& finding)> on_finding{};  ///< may be empty

  /// Plays what is no session: parallel load, and what clients leave behind. Called now and then by
  /// one thread, while the others go on. May be empty.
  std::function<void()> play_load{};

  std::function<void(const Progress& progress)> on_progress{};  ///< may be empty
};

/// How a run ended.
struct CampaignEnd {
  Progress progress;
  std::string why;        ///< "the time is over": a sentence's end, never empty
  bool complete = false;  ///< it reached its time or its sessions
  std::string trouble;    ///< what the fuzzer's own side could not do; empty if it could
};

CampaignEnd run_campaign(const Campaign& campaign);

}  // namespace eardrum::fuzz
