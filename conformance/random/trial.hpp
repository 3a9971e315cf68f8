// Plays random dialogues on one testee: writes a dialogue as a session, plays it like any other
// session, and returns its failure.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "eardrum/conformance/play/stage.hpp"
#include "eardrum/conformance/random/blame.hpp"
#include "eardrum/conformance/random/random_session.hpp"
#include "eardrum/conformance/random/session_text.hpp"

namespace eardrum::conformance::random {

using MakeModel = std::function<std::unique_ptr<Model>()>;

/// The state that all trials of a run share.
struct TrialContext {
  Profile profile = Profile::base;
  MakeModel make_model;
  std::string key_stamp;              ///< see RunOptions
  std::atomic<std::size_t> runs = 0;  ///< number of plays; each play has its own private keys
  std::atomic<std::uint64_t> exchanges = 0;
  std::atomic<std::size_t> starts = 0;

  std::string next_suffix();
};

/// One dialogue as it was played.
struct Attempted {
  SessionText text;
  Session session;
  Played played;
  std::string key_suffix;
  std::optional<Failure> failure;
};

/// Uses one stage. Only one thread may use it.
class Trial {
 public:
  Trial(Stage& stage, TrialContext& context) : stage_(stage), context_(context) {}

  /// Starts a testee that has served no dialogue yet. False if it cannot be started.
  bool start_fresh();

  /// Starts the testee unless a usable one runs. False if it cannot be started.
  bool make_ready() { return ready_ || start_fresh(); }

  bool is_ready() const { return ready_; }

  /// Why the last start failed.
  const std::string& start_failure() const { return start_failure_; }

  /// Plays a dialogue on the running testee.
  Attempted play(const RandomSession& dialogue, const SessionHead& head);
  Attempted play(const RandomSession& dialogue);

  /// Notes that the running testee may be in a wrong state. The next make_ready() starts a new one
  /// if possible.
  void distrust() { ready_ = !stage_.can_start(); }

  Stage& stage() { return stage_; }

 private:
  Stage& stage_;
  TrialContext& context_;
  bool ready_ = false;
  std::string start_failure_;
};

}  // namespace eardrum::conformance::random
