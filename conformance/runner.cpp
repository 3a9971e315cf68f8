#include "eardrum/conformance/runner.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "eardrum/conformance/judge.hpp"
#include "eardrum/conformance/play.hpp"
#include "eardrum/conformance/session_reader.hpp"

namespace eardrum::conformance {
namespace {

using enum DeliveryKind;

// So many sessions must agree that a delivery is broken before the others skip it.
constexpr std::size_t probe_sessions = 3;

constexpr std::string_view two_connections_probe = R"(
session probe.two-connections  REQ-CON-5
title   whether a second connection is served while the first one is open
A> get {palm.cpu}\n
A< an ok frame
B> get {palm.cpu}\n
B< one of:
     served = an ok frame
     waits  = silence
     closed = closed
)";

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

/// Plays one session in its deliveries, on the stage of one worker.
class SessionRun {
 public:
  /// `runs` counts the plays of all sessions: no two of them may share a private key on one store.
  SessionRun(const Session& session, std::vector<DeliveryKind> kinds, const RunOptions& options,
             Stage& stage, std::atomic<std::size_t>& runs)
      : session_(session),
        kinds_(std::move(kinds)),
        options_(options),
        stage_(stage),
        runs_(runs) {}

  std::vector<CaseResult> play_all() {
    std::vector<CaseResult> results;
    auto reason = why_not_applicable();
    if (reason.empty() && session_.needs_two_connections && !serves_two_connections()) {
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
    if (commands_testee(session_)) return "stops or pauses the testee, which is not ours";
    return "";
  }

  /// Only a testee that is seen to keep a second connection waiting is let off.
  bool serves_two_connections() {
    static const auto probe = read_sessions(two_connections_probe, "two-connections-probe").value();
    if (!start()) return true;  // playing the session will say what is wrong
    const auto played = play_once(probe.front(), {whole, 0});
    used_ = false;
    return played.mismatch || played.choices.empty() || played.choices.front().index == 0;
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
    used_ = false;  // what misbehaved serves nobody else
  }

  void take_output(CaseResult& result) { result.finding->output = stage_.output(); }

  bool start() {
    auto started = stage_.start_fresh();
    if (!started) start_failure_ = std::move(started.error());
    used_ = false;
    return started.has_value();
  }

  Played play_once(const Delivery& delivery) { return play_once(session_, delivery); }

  Played play_once(const Session& session, const Delivery& delivery) {
    const bool plain_keys = stage_.can_start() && !used_;
    auto played = stage_.play(session, delivery, plain_keys ? "" : next_suffix());
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
  std::optional<Played> whole_;
  std::optional<StartFailure> start_failure_;
  std::uint64_t exchanges_ = 0;
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

/// Plain sessions that are played first, in all deliveries, to see which deliveries work at all.
bool is_probe(const Task& task) {
  const auto& session = *task.session;
  const auto binds = session.requirement->level == protocol::Level::stated ||
                     session.requirement->level == protocol::Level::derived;
  const std::size_t kinds_wanted = session.judges_client ? 3 : 4;  // clients are seldom coalesced
  return binds && !session.only_in && !session.needs_fresh_store &&
         task.kinds.size() >= kinds_wanted;
}

/// Workers take tasks from a common queue; results land at their place in the plan.
class Pool {
 public:
  Pool(const RunOptions& options, const std::vector<PlannedCase>& cases)
      : options_(options), slots_(cases.size()) {
    for (auto& task : group(cases)) {
      const bool probe = !options.exhaustive && probes_.size() < probe_sessions && is_probe(task);
      (probe ? probes_ : others_).push_back(std::move(task));
    }
  }

  void run() {
    run(probes_);
    find_broken_deliveries();
    run(others_);
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
  void run(const std::vector<Task>& tasks) {
    next_ = 0;
    const auto count = std::min<std::size_t>(std::max(options_.jobs, 1U), tasks.size());
    std::vector<std::jthread> workers;
    for (std::size_t i = 0; i < count; ++i) workers.emplace_back([&] { work(tasks); });
  }

  void work(const std::vector<Task>& tasks) {
    const auto stage = options_.make_stage();
    for (auto index = next_++; index < tasks.size(); index = next_++) {
      if (options_.interrupted && options_.interrupted()) return;
      play(tasks[index], *stage);
      stage->stop();
    }
  }

  void play(const Task& task, Stage& stage) {
    std::vector<DeliveryKind> kinds;
    for (const auto kind : task.kinds) {
      if (!broken_.contains(kind)) kinds.push_back(kind);
    }
    SessionRun session(*task.session, kinds, options_, stage, runs_);
    auto played = session.play_all();
    const std::scoped_lock lock(mutex_);
    exchanges_ += session.exchanges();
    std::size_t next = 0;
    for (std::size_t i = 0; i < task.kinds.size(); ++i) {
      const auto broken = broken_.find(task.kinds[i]);
      auto& slot = slots_[task.first + i];
      slot = broken == broken_.end()
                 ? std::move(played[next++])
                 : unplayed(*task.session, task.kinds[i], Verdict::untested, broken->second);
      ++done_;
      if (options_.on_case) options_.on_case(*slot, done_, slots_.size());
    }
  }

  /// A delivery in which every probe fails, though it passes whole.
  void find_broken_deliveries() {
    if (probes_.size() < probe_sessions) return;
    for (const auto kind : {byte_by_byte, cut, coalesced}) {
      std::string seen;
      for (const auto& task : probes_) {
        const auto& slot = slots_[task.first + static_cast<std::size_t>(kind)];
        if (!slot || !slot->finding) break;
        seen += (seen.empty() ? "" : ", ") + slot->session;
        if (&task == &probes_.back()) {
          broken_[kind] = "this delivery is broken already (" + slot->finding->requirement + ": " +
                          seen + "); --exhaustive plays it all the same";
        }
      }
    }
  }

  const RunOptions& options_;
  std::vector<Task> probes_;
  std::vector<Task> others_;
  std::map<DeliveryKind, std::string> broken_;  ///< and why; written between the two rounds
  std::vector<std::optional<CaseResult>> slots_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<std::size_t> runs_ = 0;
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
