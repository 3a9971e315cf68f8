#include "eardrum/fuzz/blackbox/campaign.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <thread>

#include "eardrum/conformance/process/giving_up.hpp"
#include "eardrum/conformance/random/abilities.hpp"
#include "eardrum/fuzz/blackbox/hostile.hpp"
#include "eardrum/fuzz/blackbox/reduction.hpp"

namespace eardrum::fuzz {
namespace {

using conformance::GivenUp;
using conformance::Verdict;
using conformance::random::Attempted;
using conformance::random::Confirmed;
using conformance::random::Failure;
using conformance::random::RandomSession;
using conformance::random::Trial;
using Clock = std::chrono::steady_clock;

// Failures that look alike may have different causes: so many of each class are looked into.
constexpr std::ptrdiff_t looked_into_max = 3;

// One session in so many counts on a fresh store; each costs a start of the server.
constexpr std::size_t fresh_every = 25;

// A process that has served so many sessions is replaced: to repeat them all must not take forever.
constexpr std::size_t served_max = 500;

// How often the commands at fault are left out of a session to play the rest of it.
constexpr int passes_max = 3;

// The kit's own side may fail now and then under load, but not again and again.
constexpr int troubles_max = 5;

// One part in so many of the time is for load.
constexpr int load_share = 5;

class Fuzzer {
 public:
  explicit Fuzzer(const Campaign& campaign) : campaign_(campaign) {
    context_.profile = campaign.profile;
    context_.key_stamp = campaign.key_stamp;
    context_.make_model = [profile = campaign.profile] {
      return std::make_unique<conformance::random::Model>(profile);
    };
  }

  CampaignEnd run() {
    if (campaign_.max_time) {
      deadline_ = Clock::now() + *campaign_.max_time;
      load_due_ = Clock::now() + *campaign_.max_time / load_share;
    }
    const auto asked = conformance::random::ask_abilities(
        campaign_.make_stage, campaign_.jobs, [this] { return context_.next_suffix(); });
    if (!asked) {
      end_.trouble = asked.error();
      end_.why = "the server could not be started";
      return end_;
    }
    abilities_ = *asked;
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < std::max(abilities_.jobs, 1U); ++i) {
      workers.emplace_back([this, i] { work(i == 0); });
    }
    workers.clear();
    if (!deadline_ && end_.complete && campaign_.play_load) campaign_.play_load();
    end_.progress = progress();
    return end_;
  }

 private:
  /// One process of the server after another, and what the present one has served.
  struct Worker {
    std::unique_ptr<conformance::Stage> stage;
    Trial trial;
    std::vector<RandomSession> served{};
  };

  /// Load is played for the first time after a fifth of the time, then at least so seldom that it
  /// takes at most a fifth.
  void play_load_if_due() {
    if (!campaign_.play_load || !deadline_ || Clock::now() < load_due_) return;
    const auto begin = Clock::now();
    campaign_.play_load();
    load_due_ = Clock::now() + std::max<Clock::duration>(load_share * (Clock::now() - begin),
                                                         std::chrono::minutes(1));
  }

  void work(bool plays_load) {
    auto stage = campaign_.make_stage();
    auto& plays_on = *stage;
    Worker worker{std::move(stage), Trial(plays_on, context_)};
    try {
      for (auto index = next_++; go_on(index); index = next_++) {
        if (plays_load) play_load_if_due();
        explore(worker, index);
        const std::scoped_lock lock(mutex_);
        ++sessions_;
        if (campaign_.on_progress) campaign_.on_progress(progress());
      }
    } catch (const GivenUp&) {
      stop("it was interrupted");
    }
    worker.stage->stop();
  }

  bool go_on(std::size_t index) {
    if (campaign_.interrupted && campaign_.interrupted()) stop("it was interrupted");
    if (campaign_.sessions && index >= *campaign_.sessions) stop("all sessions were played", true);
    if (deadline_ && Clock::now() >= *deadline_) stop("the time is over", true);
    const std::scoped_lock lock(mutex_);
    return end_.why.empty();
  }

  void stop(const std::string& why, bool complete = false) {
    const std::scoped_lock lock(mutex_);
    if (!end_.why.empty()) return;
    end_.why = why;
    end_.complete = complete;
  }

  /// The mutex is held.
  Progress progress() const {
    return {sessions_, context_.exchanges, context_.starts, passed_by_, reported_.size()};
  }

  RandomSession session(std::size_t index) const {
    auto wishes = abilities_.wishes;
    wishes.fresh_store = abilities_.gives_fresh && index % fresh_every == fresh_every - 1;
    const auto seed = conformance::random::seed_of(campaign_.seed, index);
    return blackbox_dialogue(seed, wishes);
  }

  /// Plays on the process that runs, if that may be trusted; else, or on demand, on a fresh one.
  std::optional<Attempted> play(Worker& worker, const RandomSession& session) {
    if (session.fresh_store || worker.served.size() >= served_max) {
      worker.trial.distrust();
      worker.served.clear();  // a server that is not ours stays, and its log must not grow forever
    }
    if (!worker.trial.is_ready()) {
      worker.served.clear();
      if (!worker.trial.start_fresh()) {
        note_trouble("the server could not be started again: " + worker.trial.start_failure());
        return std::nullopt;
      }
    }
    auto attempted = worker.trial.play(session);
    worker.served.push_back(session);
    if (session.fresh_store || (attempted.failure && attempted.failure->verdict != Verdict::fail)) {
      worker.trial.distrust();
    }
    const auto& mismatch = attempted.played.mismatch;
    if (mismatch && mismatch->kind == conformance::Mismatch::Kind::harness) {
      worker.trial.distrust();
      note_trouble(mismatch->sentence);
      return std::nullopt;
    }
    troubles_ = 0;
    return attempted;
  }

  /// What the kit's own side cannot do is no finding. Again and again, it ends the run.
  void note_trouble(const std::string& sentence) {
    if (++troubles_ < troubles_max) return;
    stop("the fuzzer could not do its part");
    const std::scoped_lock lock(mutex_);
    if (end_.trouble.empty()) end_.trouble = sentence;
  }

  /// Plays session `index`. After a failure that is known, plays it again without the command that
  /// failed, so that one fault does not hide another.
  void explore(Worker& worker, std::size_t index) {
    auto session = this->session(index);
    for (int pass = 0; pass <= passes_max && !session.commands.empty(); ++pass) {
      const auto attempted = play(worker, session);
      if (!attempted || !attempted->failure) return;
      const auto& failure = *attempted->failure;
      if (is_allowed(failure, campaign_.profile)) return;
      if (const auto rank = claim(failure)) {
        return investigate(worker, {index, session, failure, *rank}, *attempted);
      }
      const auto at = static_cast<std::ptrdiff_t>(failure.command);
      session.commands.erase(session.commands.begin() + at);
    }
  }

  /// How many that look alike were looked into before, if the caller shall look into this one:
  /// nothing if it is expected, or if they were enough.
  std::optional<std::size_t> claim(const Failure& failure) {
    const std::scoped_lock lock(mutex_);
    const bool expected = campaign_.expected && campaign_.expected(failure.verdict, failure.rule);
    const auto alike = std::ranges::count_if(
        looked_into_, [&](const Failure& one) { return one.same_class(failure); });
    // A hang takes seconds each time that it is shown.
    const auto wanted = failure.verdict == Verdict::hang ? 1 : looked_into_max;
    if (expected || alike >= wanted) {
      ++passed_by_;
      return std::nullopt;
    }
    looked_into_.push_back(failure);
    return static_cast<std::size_t>(alike);
  }

  void investigate(Worker& worker, const Confirmed& failed, const Attempted& first) {
    auto served = std::move(worker.served);
    worker.served.clear();
    worker.trial.distrust();
    const Reduction reduction{worker.trial, campaign_.profile, campaign_.seed,
                              Clock::now() + campaign_.minimise_for / (1 + 2 * failed.rank)};
    auto finding = reduced(reduction, failed, served);
    if (!finding && failed.rank == 0) finding = seen_once(reduction, failed, first, served);
    if (first.failure->verdict == Verdict::hang) worker.stage->expect_silence();
    worker.trial.distrust();
    if (finding) report(*std::move(finding));
  }

  /// One fault is one finding.
  void report(CampaignFinding finding) {
    const std::scoped_lock lock(mutex_);
    const auto& found = finding.found;
    // What died after others died of no request, so the rule tells nothing.
    const bool alone = finding.evidence == Evidence::alone;
    const auto& blamed = found.result.finding->requirement;
    const auto rule = alone || found.result.verdict == Verdict::fail ? blamed : "";
    const bool known = std::ranges::any_of(reported_, [&](const Reported& one) {
      return one.verdict == found.result.verdict && one.rule == rule &&
             (one.signature == found.failure.signature || one.signature.empty() ||
              found.failure.signature.empty());
    });
    if (known || (campaign_.expected && campaign_.expected(found.result.verdict, blamed))) {
      ++passed_by_;
      return;
    }
    reported_.push_back({found.result.verdict, rule, found.failure.signature});
    const auto same_name = names_[found.file]++;
    if (same_name > 0) {
      const auto stem = found.file.substr(0, found.file.rfind('.'));
      finding.found.file = stem + "-" + std::to_string(same_name + 1) + ".session";
    }
    if (campaign_.on_finding) campaign_.on_finding(finding);
  }

  /// A finding that was told.
  struct Reported {
    Verdict verdict;
    std::string rule;
    std::string signature;
  };

  const Campaign& campaign_;
  conformance::random::TrialContext context_;
  conformance::random::Abilities abilities_;
  std::optional<Clock::time_point> deadline_;
  Clock::time_point load_due_;  ///< used by one worker
  std::atomic<std::size_t> next_ = 0;
  std::atomic<int> troubles_ = 0;
  std::mutex mutex_;
  std::size_t sessions_ = 0;
  std::size_t passed_by_ = 0;
  std::vector<Failure> looked_into_;
  std::vector<Reported> reported_;
  std::map<std::string, std::size_t> names_;
  CampaignEnd end_;
};

}  // namespace

CampaignEnd run_campaign(const Campaign& campaign) {
  return Fuzzer(campaign).run();
}

}  // namespace eardrum::fuzz
