#include "eardrum/conformance/run/session_run.hpp"

#include <algorithm>
#include <utility>

#include "eardrum/conformance/play/play.hpp"
#include "eardrum/conformance/run/judge.hpp"
#include "eardrum/conformance/run/probes.hpp"

namespace eardrum::conformance {
namespace {

using enum DeliveryKind;

// After so many confirmed silences the next ones are waited for only briefly.
constexpr std::size_t hangs_that_suffice = 3;

// After so many second connections that were kept waiting no more are tried.
constexpr std::size_t waits_that_suffice = 3;

// A process serves so many sessions, should it have a limit that the protocol does not forbid.
constexpr int shared_sessions_max = 20;

// Sessions that send more than this are about amounts; they leave a store that is no longer small.
constexpr std::size_t shared_requests_max = 60;
constexpr std::size_t shared_bytes_max = 4096;

bool breaks_connections(const Session& session) {
  return std::ranges::any_of(session.steps, [](const Step& step) {
    const auto* action = std::get_if<ConnectionAction>(&step.action);
    return action != nullptr && (action->what == ConnectionAction::What::abort ||
                                 action->what == ConnectionAction::What::half_close);
  });
}

bool sends_little(const Session& session) {
  const auto texts = sent_texts(session, "");
  std::size_t bytes = 0;
  for (const auto& text : texts) bytes += text.size();
  return texts.size() <= shared_requests_max && bytes <= shared_bytes_max;
}

bool commands_testee(const Session& session) {
  return std::ranges::any_of(session.steps, [](const Step& step) {
    const auto* action = std::get_if<TesteeAction>(&step.action);
    return action != nullptr && action->what != TesteeAction::What::still_alive;
  });
}

/// Plays one session in its deliveries, on the stage of one worker.
class SessionRun {
 public:
  SessionRun(const Session& session, const std::vector<DeliveryKind>& kinds,
             const SessionRunContext& context)
      : session_(session),
        kinds_(kinds),
        options_(context.options),
        stage_(context.stage),
        known_(context.known),
        process_(context.process),
        cuts_(context.pace.cuts),
        shares_((context.pace.share_processes || session.judges_client) && stage_.can_start() &&
                may_share(session)) {
    used_ = inherited_ = shares_ && process_.serves && process_.sessions < shared_sessions_max;
  }

  std::vector<CaseResult> play_all() {
    std::vector<CaseResult> results;
    try {
      play_kinds(results);
    } catch (const GivenUp&) {
      stage_.stop();
      used_ = false;
    }
    if (played_) {
      process_.serves = shares_ && used_;
      ++process_.sessions;
    }
    return results;
  }

  std::uint64_t exchanges() const { return exchanges_; }

 private:
  static bool may_share(const Session& session) {
    return !session.needs_fresh_store && !session.needs_own_testee && !commands_testee(session) &&
           !breaks_connections(session) && sends_little(session);
  }

  void play_kinds(std::vector<CaseResult>& results) {
    if (known_.hangs > 0) stage_.expect_endless_work();
    if (known_.hangs >= hangs_that_suffice) stage_.expect_silence();
    auto reason = why_not_applicable();
    if (reason.empty() && session_.needs_fresh_store && known_.keeps_samples) {
      reason =
          "needs an empty store, but the server keeps its samples across a restart (REQ-CON-7)";
    }
    if (reason.empty() && session_.needs_two_connections && !testee_serves_two()) {
      reason = "needs two connections at the same time, but the server serves one after the other";
    }
    if (!reason.empty()) {
      for (const auto kind : kinds_)
        results.push_back(unplayed(session_, kind, Verdict::not_applicable, reason));
      return;
    }
    for (const auto kind : kinds_) {
      results.push_back(play_kind(kind));
      if (!used_ || stage_.comes_to_rest()) continue;
      used_ = false;
      if (cuts_ == Cuts::everywhere && !options_.pace.exhaustive) cuts_ = Cuts::few;
    }
  }

  std::string why_not_applicable() const {
    if (session_.only_in && *session_.only_in != options_.profile) {
      return "applies only in profile " + std::string(name(*session_.only_in));
    }
    if (stage_.can_start()) return "";
    if (session_.needs_fresh_store)
      return "needs an empty store, but the kit did not start this server";
    if (session_.needs_own_testee)
      return "sends thousands of lines, but the kit did not start this server";
    if (commands_testee(session_))
      return "stops or pauses the server, but the kit did not start it";
    return "";
  }

  bool testee_serves_two() {
    if (known_.serves_two) return true;
    if (known_.second_waits >= waits_that_suffice) return false;
    if (!used_ && !start()) return true;  // playing the session will say what is wrong
    played_ = true;
    const bool serves = serves_two_connections(stage_, next_suffix());
    if (serves) {
      known_.serves_two = true;
    } else {
      ++known_.second_waits;
    }
    used_ = shares_ && serves;
    return serves;
  }

  CaseResult play_kind(DeliveryKind kind) {
    if (start_failure_) return failed_start(kind);
    if (kind != whole && whole_ && whole_->mismatch) {
      return unplayed(session_, kind, Verdict::untested,
                      "the session already fails when each request is sent in one segment");
    }
    if (kind == cut) return play_cuts();
    return play_confirmed({kind, 0});
  }

  CaseResult failed_start(DeliveryKind kind) const {
    auto result = unplayed(session_, kind, Verdict::harness, start_failure_->sentence);
    result.finding.emplace();
    result.finding->requirement = session_.requirement->id;
    result.finding->sentence =
        "the program under test could not be started: " + start_failure_->sentence;
    result.finding->place = session_.place.text();
    result.finding->output = start_failure_->output;
    result.finding->replay = options_.replay(session_, {kind, 0});
    return result;
  }

  CaseResult play_cuts() {
    const bool few = session_.needs_fresh_store || cuts_ == Cuts::few;
    auto places = cut_places(sent_texts(session_, next_suffix()), few);
    if (options_.only_delivery && options_.only_delivery->cut > 0) {
      places = {options_.only_delivery->cut};
    } else if (cuts_ == Cuts::one && !places.empty()) {
      places = {places[places.size() / 2]};
    }
    CaseResult result = unplayed(session_, cut, Verdict::pass, "");
    std::chrono::microseconds elapsed{};
    for (const auto place : places) {
      result = play_confirmed({cut, place});
      elapsed += result.elapsed;
      if (result.finding) break;
      used_ = used_ && stage_.comes_to_rest();
    }
    result.elapsed = elapsed;
    return result;
  }

  /// Plays, and plays again on a fresh process what is not green.
  CaseResult play_confirmed(const Delivery& delivery) {
    const bool fresh = !used_;
    if ((fresh || session_.needs_fresh_store) && !start()) return failed_start(delivery.kind);
    const bool inherited = inherited_;
    auto played = play_once(delivery);
    auto result =
        judge({session_, delivery, played, delivery.kind == whole ? nullptr : whole_played()},
              options_.profile);
    // A contradiction and a choice that is not allowed have kinds of their own.
    const bool only_slow = !played.mismatch && !played.slow.empty() && result.finding &&
                           result.finding->fault.kind == FaultKind::other;
    if (only_slow) {
      result.finding->replay = options_.replay(session_, delivery);
    } else if (result.finding) {
      result.finding->replay = options_.replay(session_, delivery);
      take_output(result);
      if (auto right = confirm(delivery, played, result, inherited)) played = *std::move(right);
    }
    if (delivery.kind == whole) whole_ = std::move(played);
    return result;
  }

  /// Choices are compared with the whole delivery only if that was played.
  const Played* whole_played() const { return whole_ ? &*whole_ : nullptr; }

  /// Returns what a fresh process did right, where that stands for the session: the one before had
  /// served other sessions, or what it did is no failure.
  std::optional<Played> confirm(const Delivery& delivery, const Played& first, CaseResult& result,
                                bool inherited) {
    const auto fault = result.finding->fault.client;
    if (fault && known_.of_client.suffice(*fault)) return std::nullopt;
    if (stage_.can_start() && !start()) {
      result = failed_start(delivery.kind);
      return std::nullopt;
    }
    auto again = play_once(delivery);
    const auto second =
        judge({session_, delivery, again, delivery.kind == whole ? nullptr : whole_played()},
              options_.profile);
    if (!second.finding)
      weaken_unrepeated(result, {session_, delivery, first, nullptr}, options_.profile, inherited);
    if (second.verdict == Verdict::hang) ++known_.hangs;
    if (fault && second.finding && second.finding->fault.client == fault)
      known_.of_client.note(*fault);
    used_ = false;  // what misbehaved serves nobody else
    // What is no failure after all shall not keep the other deliveries from being played.
    if (second.finding || (!inherited && is_failure(result.verdict))) return std::nullopt;
    return again;
  }

  void take_output(CaseResult& result) { result.finding->output = stage_.output(); }

  bool start() {
    const auto begin = std::chrono::steady_clock::now();
    auto started = stage_.start_fresh();
    ++known_.starts;
    known_.starting_us += std::chrono::duration_cast<std::chrono::microseconds>(
                              std::chrono::steady_clock::now() - begin)
                              .count();
    if (!started) give_up_if_interrupted();  // whoever ends us may end the testee first
    if (!started) start_failure_ = std::move(started.error());
    process_ = {};
    played_ = true;
    used_ = inherited_ = false;
    return started.has_value();
  }

  Played play_once(const Delivery& delivery) {
    give_up_if_interrupted();
    // Only a session that counts on an empty store has the plain names; a store may outlive its
    // process (REQ-CON-7).
    const bool plain_keys = session_.needs_fresh_store && stage_.can_start();
    auto played = stage_.play(session_, delivery, plain_keys ? "" : next_suffix());
    used_ = played_ = true;
    exchanges_ += played.exchanges;
    known_.silence_us += played.silence.count();
    return played;
  }

  void give_up_if_interrupted() const {
    if (options_.interrupted && options_.interrupted()) throw GivenUp{};
  }

  std::string next_suffix() { return "." + options_.key_stamp + letters(++known_.runs); }

  const Session& session_;
  std::vector<DeliveryKind> kinds_;
  const RunOptions& options_;
  Stage& stage_;
  KnownOfTestee& known_;
  SharedProcess& process_;
  Cuts cuts_;    ///< fewer than the run's for a testee that does not come to rest
  bool shares_;  ///< this session may be played where others were, and others after it
  std::optional<Played> whole_;
  std::optional<StartFailure> start_failure_;
  std::uint64_t exchanges_ = 0;
  bool used_ = false;       ///< the running process has served a delivery, and rightly
  bool inherited_ = false;  ///< ... of another session
  bool played_ = false;     ///< something was asked of a process
};

}  // namespace

void ConfirmedFaults::note(const ClientFault& fault) {
  const std::scoped_lock lock(mutex_);
  const auto found = std::ranges::find(faults_, fault, &std::pair<ClientFault, int>::first);
  if (found == faults_.end()) {
    faults_.emplace_back(fault, 1);
  } else {
    ++found->second;
  }
}

bool ConfirmedFaults::suffice(const ClientFault& fault) const {
  constexpr int enough = 3;
  const std::scoped_lock lock(mutex_);
  const auto found = std::ranges::find(faults_, fault, &std::pair<ClientFault, int>::first);
  return found != faults_.end() && found->second >= enough;
}

CaseResult unplayed(const Session& session, DeliveryKind kind, Verdict verdict,
                    std::string reason) {
  CaseResult result;
  result.session = session.name;
  result.title = session.title;
  result.requirement = session.requirement->id;
  result.level = session.requirement->level;
  result.delivery = name(kind);
  result.verdict = verdict;
  result.reason = std::move(reason);
  return result;
}

std::string letters(std::size_t number) {
  std::string text(4, 'a');
  for (auto& letter : text) {
    letter = static_cast<char>('a' + number % 26);
    number /= 26;
  }
  return text;
}

std::vector<CaseResult> play_session(const Session& session, const std::vector<DeliveryKind>& kinds,
                                     const SessionRunContext& context, std::uint64_t& exchanges) {
  SessionRun run(session, kinds, context);
  auto results = run.play_all();
  exchanges += run.exchanges();
  return results;
}

}  // namespace eardrum::conformance
