#include "eardrum/conformance/runner.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <utility>

#include "eardrum/conformance/judge.hpp"
#include "eardrum/conformance/play.hpp"

namespace eardrum::conformance {
namespace {

using enum DeliveryKind;

/// Letters for a number, always four: private keys of different runs never extend one another.
std::string letters(std::size_t number) {
  std::string text(4, 'a');
  for (auto& letter : text) {
    letter = static_cast<char>('a' + number % 26);
    number /= 26;
  }
  return text;
}

bool commands_testee(const Session& session) {
  return std::ranges::any_of(session.steps, [](const Step& step) {
    const auto* action = std::get_if<TesteeAction>(&step.action);
    return action != nullptr && action->what != TesteeAction::What::still_alive;
  });
}

bool worth_playing(const Session& session, DeliveryKind kind) {
  if (kind == coalesced) return can_coalesce(session);
  if (kind == whole) return true;
  return std::ranges::any_of(sent_texts(session, ""),
                             [](const std::string& text) { return text.size() > 1; });
}

/// Plays one session in its deliveries, on the stage of one worker.
class SessionRun {
 public:
  SessionRun(const Session& session, std::vector<DeliveryKind> kinds, const RunOptions& options,
             Stage& stage)
      : session_(session), kinds_(std::move(kinds)), options_(options), stage_(stage) {}

  std::vector<CaseResult> play_all() {
    std::vector<CaseResult> results;
    if (const auto reason = why_not_applicable(); !reason.empty()) {
      for (const auto kind : kinds_)
        results.push_back(unplayed(kind, Verdict::not_applicable, reason));
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
    if (commands_testee(session_)) return "stops or pauses the testee, which is not ours";
    return "";
  }

  CaseResult unplayed(DeliveryKind kind, Verdict verdict, std::string reason) const {
    CaseResult result;
    result.session = session_.name;
    result.title = session_.title;
    result.requirement = session_.requirement->id;
    result.level = session_.requirement->level;
    result.delivery = name(kind);
    result.verdict = verdict;
    result.reason = std::move(reason);
    return result;
  }

  CaseResult play_kind(DeliveryKind kind) {
    if (start_failure_) return failed_start(kind);
    if (kind != whole && whole_ && whole_->mismatch) {
      return unplayed(kind, Verdict::untested, "already the whole delivery is not answered right");
    }
    if (kind == cut) return play_cuts();
    return play_confirmed({kind, 0});
  }

  CaseResult failed_start(DeliveryKind kind) const {
    auto result = unplayed(kind, Verdict::harness, start_failure_->sentence);
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
    }
    CaseResult result = unplayed(cut, Verdict::pass, "");
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
    const bool plain_keys = stage_.can_start() && !used_;
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
  std::optional<Played> whole_;
  std::optional<StartFailure> start_failure_;
  std::uint64_t exchanges_ = 0;
  std::size_t runs_ = 0;
  bool used_ = false;  ///< the running process has served a delivery
};

/// Consecutive planned cases of one session.
struct Task {
  const Session* session;
  std::size_t first;  ///< index of its first case in the plan
  std::vector<DeliveryKind> kinds;
};

std::vector<Task> group(const std::vector<PlannedCase>& cases) {
  std::vector<Task> tasks;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (tasks.empty() || tasks.back().session != cases[i].session) {
      tasks.push_back({cases[i].session, i, {}});
    }
    tasks.back().kinds.push_back(cases[i].delivery);
  }
  return tasks;
}

/// Workers take tasks from a common queue; results land at their place in the plan.
class Pool {
 public:
  Pool(const RunOptions& options, std::vector<PlannedCase> cases)
      : options_(options), tasks_(group(cases)), slots_(cases.size()) {}

  void run() {
    const auto count = std::min<std::size_t>(std::max(options_.jobs, 1U), tasks_.size());
    std::vector<std::jthread> workers;
    for (std::size_t i = 0; i < count; ++i) workers.emplace_back([this] { work(); });
  }

  void gather(RunReport& report) {
    for (auto& slot : slots_) {
      if (slot) {
        report.cases.push_back(*std::move(slot));
      } else {
        report.complete = false;
      }
    }
    report.exchanges = exchanges_;
  }

 private:
  void work() {
    const auto stage = options_.make_stage();
    for (auto index = next_++; index < tasks_.size(); index = next_++) {
      if (options_.interrupted && options_.interrupted()) return;
      const auto& task = tasks_[index];
      SessionRun session(*task.session, task.kinds, options_, *stage);
      auto results = session.play_all();
      stage->stop();
      const std::scoped_lock lock(mutex_);
      exchanges_ += session.exchanges();
      for (std::size_t i = 0; i < results.size(); ++i) {
        slots_[task.first + i] = std::move(results[i]);
        ++done_;
        if (options_.on_case) options_.on_case(*slots_[task.first + i], done_, slots_.size());
      }
    }
  }

  const RunOptions& options_;
  std::vector<Task> tasks_;
  std::vector<std::optional<CaseResult>> slots_;
  std::atomic<std::size_t> next_ = 0;
  std::mutex mutex_;
  std::size_t done_ = 0;
  std::uint64_t exchanges_ = 0;
};

/// What the testee chose where the text leaves a choice.
std::vector<Observation> fingerprint(const std::vector<CaseResult>& cases) {
  std::vector<Observation> observations;
  for (const auto& result : cases) {
    if (result.delivery != name(whole) || result.observed.empty()) continue;
    std::string choice;
    for (const auto& label : result.observed) {
      if (!choice.empty()) choice += ", ";
      choice += label;
    }
    observations.push_back({result.requirement, result.session, result.title, choice});
  }
  return observations;
}

}  // namespace

std::vector<PlannedCase> plan(const std::vector<Session>& sessions, const RunOptions& options) {
  std::vector<PlannedCase> cases;
  for (const auto& session : sessions) {
    for (const auto kind : session.deliveries) {
      const bool wanted =
          !options.only_delivery || kind == whole || kind == options.only_delivery->kind;
      if (wanted && worth_playing(session, kind)) cases.push_back({&session, kind});
    }
  }
  return cases;
}

RunReport run(const std::vector<Session>& sessions, const RunOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  RunReport report;
  report.profile = options.profile;
  Pool pool(options, plan(sessions, options));
  pool.run();
  pool.gather(report);
  report.fingerprint = fingerprint(report.cases);
  report.elapsed = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - begin);
  return report;
}

}  // namespace eardrum::conformance
