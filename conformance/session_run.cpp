#include "eardrum/conformance/session_run.hpp"

#include <algorithm>
#include <utility>

#include "eardrum/conformance/judge.hpp"
#include "eardrum/conformance/play.hpp"
#include "eardrum/conformance/probes.hpp"

namespace eardrum::conformance {
namespace {

using enum DeliveryKind;

// After so many confirmed silences the next ones are waited for only briefly.
constexpr std::size_t hangs_that_suffice = 3;

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
        runs_(context.runs),
        hangs_(context.hangs),
        keeps_samples_(context.keeps_samples) {}

  std::vector<CaseResult> play_all() {
    if (hangs_ >= hangs_that_suffice) stage_.expect_silence();
    std::vector<CaseResult> results;
    auto reason = why_not_applicable();
    if (reason.empty() && session_.needs_fresh_store && keeps_samples_) {
      reason = "needs a fresh store, and the testee keeps its samples over a restart (REQ-CON-7)";
    }
    if (reason.empty() && session_.needs_two_connections && !testee_serves_two()) {
      reason = "needs two connections served at once, and the testee serves one after the other";
    }
    if (!reason.empty()) {
      for (const auto kind : kinds_)
        results.push_back(unplayed(session_, kind, Verdict::not_applicable, reason));
      return results;
    }
    for (const auto kind : kinds_) results.push_back(play_kind(kind));
    return results;
  }

  std::uint64_t exchanges() const { return exchanges_; }

 private:
  std::string why_not_applicable() const {
    if (session_.only_in && *session_.only_in != options_.profile) {
      return "binding only in profile " + std::string(name(*session_.only_in));
    }
    if (stage_.can_start()) return "";
    if (session_.needs_fresh_store)
      return "needs a fresh store, and the testee is not ours to start";
    if (session_.needs_own_testee) return "sends thousands of lines, and the testee is not ours";
    if (commands_testee(session_)) return "stops or pauses the testee, which is not ours";
    return "";
  }

  bool testee_serves_two() {
    if (!start()) return true;  // playing the session will say what is wrong
    return serves_two_connections(stage_, next_suffix());
  }

  CaseResult play_kind(DeliveryKind kind) {
    if (start_failure_) return failed_start(kind);
    if (kind != whole && whole_ && whole_->mismatch) {
      return unplayed(session_, kind, Verdict::untested,
                      "the session fails already when it is sent whole");
    }
    if (kind == cut) return play_cuts();
    return play_confirmed({kind, 0});
  }

  CaseResult failed_start(DeliveryKind kind) const {
    auto result = unplayed(session_, kind, Verdict::harness, start_failure_->sentence);
    result.finding.emplace();
    result.finding->requirement = session_.requirement->id;
    result.finding->sentence = "the testee could not be started: " + start_failure_->sentence;
    result.finding->place = session_.place.text();
    result.finding->output = start_failure_->output;
    result.finding->replay = options_.replay(session_, {kind, 0});
    return result;
  }

  CaseResult play_cuts() {
    auto places = cut_places(sent_texts(session_, next_suffix()), session_.needs_fresh_store);
    if (options_.only_delivery && options_.only_delivery->cut > 0) {
      places = {options_.only_delivery->cut};
    } else if (options_.one_cut && !places.empty()) {
      places = {places[places.size() / 2]};
    }
    CaseResult result = unplayed(session_, cut, Verdict::pass, "");
    std::chrono::microseconds elapsed{};
    for (const auto place : places) {
      result = play_confirmed({cut, place});
      elapsed += result.elapsed;
      if (result.finding) break;
    }
    result.elapsed = elapsed;
    return result;
  }

  /// Plays, and plays again on a fresh process what is not green.
  CaseResult play_confirmed(const Delivery& delivery) {
    const bool fresh = !used_;
    if ((fresh || session_.needs_fresh_store) && !start()) return failed_start(delivery.kind);
    auto played = play_once(delivery);
    auto result =
        judge({session_, delivery, played, delivery.kind == whole ? nullptr : whole_played()},
              options_.profile);
    if (result.finding) {
      result.finding->replay = options_.replay(session_, delivery);
      take_output(result);
      confirm(delivery, played, result);
    }
    if (delivery.kind == whole) whole_ = std::move(played);
    return result;
  }

  /// Choices are compared with the whole delivery only if that was played.
  const Played* whole_played() const { return whole_ ? &*whole_ : nullptr; }

  void confirm(const Delivery& delivery, const Played& first, CaseResult& result) {
    if (stage_.can_start() && !start()) {
      result = failed_start(delivery.kind);
      return;
    }
    const auto again = play_once(delivery);
    const auto second =
        judge({session_, delivery, again, delivery.kind == whole ? nullptr : whole_played()},
              options_.profile);
    if (!second.finding) weaken_unrepeated(result, first);
    if (second.verdict == Verdict::hang) ++hangs_;
    used_ = false;  // what misbehaved serves nobody else
  }

  void take_output(CaseResult& result) { result.finding->output = stage_.output(); }

  bool start() {
    auto started = stage_.start_fresh();
    if (!started) start_failure_ = std::move(started.error());
    used_ = false;
    return started.has_value();
  }

  Played play_once(const Delivery& delivery) {
    // Only a session that counts on an empty store has the plain names; a store may outlive its
    // process (REQ-CON-7).
    const bool plain_keys = session_.needs_fresh_store && stage_.can_start();
    auto played = stage_.play(session_, delivery, plain_keys ? "" : next_suffix());
    used_ = true;
    exchanges_ += played.exchanges;
    return played;
  }

  std::string next_suffix() { return "." + options_.key_stamp + letters(++runs_); }

  const Session& session_;
  std::vector<DeliveryKind> kinds_;
  const RunOptions& options_;
  Stage& stage_;
  std::atomic<std::size_t>& runs_;
  std::atomic<std::size_t>& hangs_;
  bool keeps_samples_;
  std::optional<Played> whole_;
  std::optional<StartFailure> start_failure_;
  std::uint64_t exchanges_ = 0;
  bool used_ = false;  ///< the running process has served a delivery
};

}  // namespace

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
