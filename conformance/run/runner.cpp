#include "eardrum/conformance/run/runner.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "eardrum/conformance/play/play.hpp"
#include "eardrum/conformance/run/probes.hpp"
#include "eardrum/conformance/run/profile_fit.hpp"
#include "eardrum/conformance/run/session_run.hpp"

namespace eardrum::conformance {
namespace {

using enum DeliveryKind;

// So many sessions must agree that a delivery is broken before the others skip it.
constexpr std::size_t probe_sessions = 3;

bool worth_playing(const Session& session, DeliveryKind kind) {
  if (kind == coalesced) return can_coalesce(session);
  if (kind == whole) return true;
  return std::ranges::any_of(sent_texts(session, ""),
                             [](const std::string& text) { return text.size() > 1; });
}

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
bool is_probe(const Task& task, const RunOptions& options) {
  const auto& session = *task.session;
  const auto binds = session.requirement->level == protocol::Level::stated ||
                     session.requirement->level == protocol::Level::derived;
  // Clients are seldom coalesced, and quick runs never.
  const std::size_t kinds_wanted = session.judges_client || options.pace.quick ? 3 : 4;
  return binds && !session.only_in && !session.needs_fresh_store &&
         task.kinds.size() >= kinds_wanted;
}

/// Workers take tasks from a common queue; results land at their place in the plan.
class Pool {
 public:
  Pool(const RunOptions& options, const std::vector<PlannedCase>& cases)
      : options_(options), slots_(cases.size()) {
    for (auto& task : group(cases)) {
      const bool probe =
          !options.pace.exhaustive && probes_.size() < probe_sessions && is_probe(task, options);
      (probe ? probes_ : others_).push_back(std::move(task));
    }
  }

  void run() {
    try {
      ask_testee();
    } catch (const GivenUp&) {
      return;
    }
    pace_ = first_pace(options_.pace, sight_);
    run(probes_);
    find_broken_deliveries();
    sight_.answer_time = answer_time();
    pace_ = settled_pace(options_.pace, sight_);
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
    report.remarks = remarks_;
    report.time.starts = known_.starts;
    report.time.starting = std::chrono::microseconds(known_.starting_us);
    report.time.silence = std::chrono::microseconds(known_.silence_us);
  }

 private:
  void run(const std::vector<Task>& tasks) {
    next_ = 0;
    const auto count = std::min<std::size_t>(pace_.testees, tasks.size());
    std::vector<std::jthread> workers;
    workers.reserve(count);
    for (std::size_t i = 0; i < count; ++i) workers.emplace_back([&] { work(tasks); });
  }

  void work(const std::vector<Task>& tasks) {
    const auto stage = options_.make_stage();
    if (pace_.slow_answers.count() > 0) stage->expect_slowness(pace_.slow_answers);
    SharedProcess process;
    for (auto index = next_++; index < tasks.size(); index = next_++) {
      if (options_.interrupted && options_.interrupted()) return;
      play(tasks[index], *stage, process);
      if (!process.serves) stage->stop();
    }
    stage->stop();
    const std::scoped_lock lock(mutex_);
    remarks_ = stage->remarks();
  }

  void play(const Task& task, Stage& stage, SharedProcess& process) {
    std::vector<DeliveryKind> kinds;
    for (const auto kind : task.kinds) {
      if (!broken_.contains(kind)) kinds.push_back(kind);
    }
    std::uint64_t exchanges = 0;
    auto played =
        play_session(*task.session, kinds, {options_, pace_, stage, known_, process}, exchanges);
    const std::scoped_lock lock(mutex_);
    exchanges_ += exchanges;
    std::size_t next = 0;
    for (std::size_t i = 0; i < task.kinds.size(); ++i) {
      const auto broken = broken_.find(task.kinds[i]);
      if (broken == broken_.end() && next == played.size()) continue;  // the run was interrupted
      auto& slot = slots_[task.first + i];
      slot = broken == broken_.end()
                 ? std::move(played[next++])
                 : unplayed(*task.session, task.kinds[i], Verdict::untested, broken->second);
      ++done_;
      if (options_.on_case) options_.on_case(*slot, done_, slots_.size());
    }
  }

  /// How long an answer takes, by the first sessions that went well when sent whole.
  std::chrono::milliseconds answer_time() const {
    std::chrono::microseconds elapsed{};
    std::size_t exchanges = 0;
    for (const auto& task : probes_) {
      const auto& slot = slots_[task.first];
      if (!slot || slot->finding) continue;
      elapsed += slot->elapsed;
      exchanges += sent_texts(*task.session, "").size();
    }
    if (exchanges == 0) return {};
    return std::chrono::duration_cast<std::chrono::milliseconds>(elapsed / exchanges);
  }

  /// What is fresh, and how many testees can run at a time.
  void ask_testee() {
    const auto needs_fresh = [](const Task& task) { return task.session->needs_fresh_store; };
    // A client has no store, and each of its sessions a server of its own.
    const auto judges_client = [](const Task& task) { return task.session->judges_client; };
    if (std::ranges::any_of(probes_, judges_client) || std::ranges::any_of(others_, judges_client))
      return;
    const bool several = options_.pace.testees > 1 && probes_.size() + others_.size() > 1;
    if (!several && std::ranges::none_of(others_, needs_fresh)) return;
    const auto stage = options_.make_stage();
    if (!stage->can_start() || !stage->start_fresh()) return;  // said by what is played next
    const auto key_suffix = "." + options_.key_stamp + letters(0);
    known_.keeps_samples = keeps_samples(*stage, key_suffix);
    const auto other = options_.make_stage();
    sight_.one_at_a_time =
        known_.keeps_samples || (several && disturb_each_other(*stage, *other, key_suffix));
  }

  /// A delivery in which every probe fails, though it passes whole.
  void find_broken_deliveries() {
    if (probes_.size() < probe_sessions) return;
    for (const auto kind : all_deliveries) {
      if (kind == whole) continue;
      std::string seen;
      for (const auto& task : probes_) {
        const auto at = std::ranges::find(task.kinds, kind);
        if (at == task.kinds.end()) break;
        const auto& slot = slots_[task.first + static_cast<std::size_t>(at - task.kinds.begin())];
        if (!slot || !slot->finding) break;
        seen += (seen.empty() ? "" : ", ") + slot->session;
        if (&task == &probes_.back()) {
          broken_[kind] = "earlier sessions already show that this delivery is broken (" +
                          slot->finding->requirement + ": " + seen +
                          "); --exhaustive plays it nevertheless";
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
  KnownOfTestee known_;
  FirstSight sight_{};
  Pace pace_{};  ///< written before each of the two rounds
  std::mutex mutex_;
  std::size_t done_ = 0;
  std::uint64_t exchanges_ = 0;
  std::vector<std::string> remarks_;  ///< of the stages, which share them
};

/// What the testee chose where the text leaves a choice, and what that comes to.
std::vector<Observation> fingerprint(const std::vector<Session>& sessions,
                                     const std::vector<CaseResult>& cases) {
  std::vector<Observation> observations;
  if (auto fit = best_fit(profile_fits(sessions, cases)); !fit.empty()) {
    observations.push_back({"profile",
                            "fits-best",
                            "the profile that the observed behaviour fits best",
                            std::move(fit),
                            {std::string(best_fit_axis), ""}});
  }
  auto session = sessions.begin();  // the cases are in the order of the sessions
  for (const auto& result : cases) {
    while (session->name != result.session) ++session;
    if (auto observation = observed(*session, result))
      observations.push_back(*std::move(observation));
  }
  return observations;
}

}  // namespace

std::optional<Observation> observed(const Session& session, const CaseResult& result) {
  if (result.delivery != name(whole) || result.observed.empty()) return std::nullopt;
  std::string choice;
  for (const auto& label : result.observed) {
    if (!choice.empty()) choice += ", ";
    choice += label;
  }
  return Observation{result.requirement, result.session, result.title, choice, session.fingerprint};
}

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
  report.fingerprint = fingerprint(sessions, report.cases);
  report.elapsed = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - begin);
  report.time.sessions = report.elapsed;
  return report;
}

}  // namespace eardrum::conformance
