#include "eardrum/conformance/random/exploration.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "eardrum/conformance/random/abilities.hpp"
#include "eardrum/conformance/random/minimiser.hpp"
#include "eardrum/conformance/random/trial.hpp"
#include "eardrum/conformance/run/judge.hpp"
#include "eardrum/protocol/rules.hpp"

namespace eardrum::conformance::random {
namespace {

using Clock = std::chrono::steady_clock;

// Of failures that look alike so many are made smaller: they may have different causes.
constexpr std::size_t shrunk_of_each_class = 3;

// A testee that fails so often in a row without showing anything new has been explored enough.
constexpr std::size_t failures_in_vain_max = 25;
constexpr std::size_t hangs_max = 2;

// One session in so many counts on a fresh store; each costs a start of the testee.
constexpr std::size_t fresh_every = 5;
constexpr std::chrono::milliseconds fresh_starts_bound{1'000};
constexpr std::size_t fresh_min = 3;

constexpr const char* interrupted_reason = "interrupted";

class Explorer {
 public:
  explicit Explorer(const Exploration& options) : options_(options), jobs_(options.jobs) {
    context_.profile = options.profile;
    context_.key_stamp = options.key_stamp;
    context_.make_model = options.make_model ? options.make_model : [this] {
      return std::make_unique<Model>(options_.profile);
    };
  }

  Explored run() {
    try {
      if (ask_testee()) {
        play_all();
        shrink_all();
      }
    } catch (const GivenUp&) {
      explored_.ended_early = interrupted_reason;
    }
    explored_.exchanges = context_.exchanges;
    explored_.starts = context_.starts;
    return std::move(explored_);
  }

 private:
  /// What the testee can serve decides what is generated.
  bool ask_testee() {
    const auto next_suffix = [this] { return context_.next_suffix(); };
    const auto asked = ask_abilities(options_.make_stage, options_.jobs, next_suffix);
    if (!asked) {
      explored_.start_failure = asked.error();
      return false;
    }
    jobs_ = asked->jobs;
    wishes_ = asked->wishes;
    wishes_.pieces = !options_.known_rules.contains(std::string(protocol::rule::frm_5));
    if (!asked->gives_fresh) return true;
    const auto affordable = static_cast<std::size_t>(fresh_starts_bound / asked->startup);
    fresh_wanted_ = std::max(options_.sessions / fresh_every, fresh_min);
    if (options_.explore_for)
      fresh_wanted_ = std::min(fresh_wanted_, std::max(fresh_min, affordable));
    fresh_wanted_ = std::min(fresh_wanted_, options_.sessions);
    return true;
  }

  /// Fresh ones are spread evenly, so that a run that ends early has had some.
  bool is_fresh(std::size_t index) const {
    if (fresh_wanted_ == 0) return false;
    const auto stride = options_.sessions / fresh_wanted_;
    return index % stride == stride - 1;
  }

  RandomSession dialogue(std::size_t index) const {
    auto wishes = wishes_;
    wishes.fresh_store = is_fresh(index);
    const auto seed = seed_of(options_.seed, index);
    return generate(seed, wishes);
  }

  void play_all() {
    if (options_.explore_for) deadline_ = Clock::now() + *options_.explore_for;
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < std::max(jobs_, 1U); ++i) workers.emplace_back([&] { work(); });
    workers.clear();
    std::ranges::sort(confirmed_, {}, &Confirmed::index);
  }

  void work() {
    const auto stage = options_.make_stage();
    Trial trial(*stage, context_);
    for (auto index = next_++; index < options_.sessions && go_on(); index = next_++) {
      try {
        play(trial, index);
      } catch (const GivenUp&) {
        const std::scoped_lock lock(mutex_);
        explored_.ended_early = interrupted_reason;
        break;
      }
      const std::scoped_lock lock(mutex_);
      ++explored_.played;
    }
    stage->stop();
  }

  bool go_on() {
    const std::scoped_lock lock(mutex_);
    auto& why = explored_.ended_early;
    if (!why.empty()) return false;
    if (options_.interrupted && options_.interrupted()) why = interrupted_reason;
    if (deadline_ && Clock::now() > *deadline_) why = "the time for random sessions was used up";
    if (in_vain_ > failures_in_vain_max) why = "further ones would show the same";
    if (hangs_ >= hangs_max) why = "the server hangs too often";
    if (!explored_.start_failure.empty()) why = "the server could not be started again";
    return why.empty();
  }

  bool ready(Trial& trial, bool fresh) {
    if (fresh ? trial.start_fresh() : trial.make_ready()) return true;
    const std::scoped_lock lock(mutex_);
    explored_.start_failure = "it could not be started again: " + trial.start_failure();
    return false;
  }

  void play(Trial& trial, std::size_t index) {
    const auto dialogue = this->dialogue(index);
    if (!ready(trial, dialogue.fresh_store)) return;
    const auto first = trial.play(dialogue);
    // What a dialogue on a fresh store has left there is known by plain names.
    if (dialogue.fresh_store) trial.distrust();
    if (!is_new(trial, first)) return;
    if (dialogue.delivery.kind != DeliveryKind::whole) {
      // Only what goes wrong in pieces alone breaks the rule about pieces.
      auto whole = dialogue;
      whole.delivery = {};
      if (!ready(trial, true)) return;
      const auto again = trial.play(whole);
      if (again.failure) {
        if (is_new(trial, again)) confirm(trial, index, whole, again);
        return;
      }
    }
    confirm(trial, index, dialogue, first);
  }

  /// Whether it failed, and in a way that is worth a second look.
  bool is_new(Trial& trial, const Attempted& attempted) {
    if (!attempted.failure || is_allowed(*attempted.failure, options_.profile)) return false;
    if (attempted.failure->verdict != Verdict::fail) trial.distrust();
    return !is_enough(*attempted.failure);
  }

  void confirm(Trial& trial, std::size_t index, const RandomSession& dialogue,
               const Attempted& first) {
    if (!ready(trial, true)) return;
    const auto second = trial.play(dialogue);
    trial.distrust();
    note(index, dialogue, first, second);
  }

  /// Whether nothing new is to be learnt from such a failure.
  bool is_enough(const Failure& failure) {
    const std::scoped_lock lock(mutex_);
    if (failure.verdict == Verdict::hang) ++hangs_;
    const bool known = options_.known_rules.contains(failure.rule);
    const auto alike = std::ranges::count_if(
        confirmed_, [&](const Confirmed& each) { return each.failure.same_class(failure); });
    explored_.known += known ? 1 : 0;
    // A hang takes seconds each time that it is shown.
    const auto wanted = failure.verdict == Verdict::hang ? 1 : shrunk_of_each_class;
    const bool enough = known || alike >= static_cast<std::ptrdiff_t>(wanted);
    in_vain_ += enough ? 1 : 0;
    return enough;
  }

  void note(std::size_t index, const RandomSession& dialogue, const Attempted& first,
            const Attempted& second) {
    const std::scoped_lock lock(mutex_);
    if (!second.failure || !second.failure->repeats(*first.failure)) {
      ++in_vain_;
      note_unrepeated(first);
      return;
    }
    confirmed_.push_back({index, dialogue, *second.failure});
  }

  void note_unrepeated(const Attempted& first) {
    if (explored_.unrepeated++ > 0) return;
    const Delivery delivery;  // whatever it was, nobody is blamed for a warning
    auto result = judge({first.session, delivery, first.played, nullptr}, options_.profile);
    if (!result.finding) return;
    result.session = "random.sessions";
    result.verdict = Verdict::warn;
    result.finding->sentence += " (seen once; the same session passes on a fresh process)";
    explored_.unrepeated_example = std::move(result);
  }

  /// The first of each class first: the others show something new only if the cause is another.
  void rank() {
    std::map<std::pair<Verdict, std::string>, std::size_t> seen;
    for (auto& each : confirmed_) each.rank = seen[{each.failure.verdict, each.failure.rule}]++;
    std::ranges::stable_sort(confirmed_, {}, &Confirmed::rank);
  }

  void shrink_all() {
    if (confirmed_.empty()) return;
    rank();
    const auto stage = options_.make_stage();
    Trial trial(*stage, context_);
    const auto deadline = Clock::now() + options_.shrink_for;
    Minimiser minimiser(trial, options_.profile, options_.seed, deadline);
    for (const auto& each : confirmed_) {
      if (options_.interrupted && options_.interrupted()) throw GivenUp{};
      if (each.rank > 0 && Clock::now() > deadline) break;
      if (auto found = minimiser.minimise(each)) {
        say(*std::move(found));
      } else {
        ++explored_.unrepeated;
      }
    }
    stage->stop();
    std::ranges::sort(explored_.found, {}, &Found::session);
  }

  /// One cause is one finding.
  void say(Found found) {
    const auto rule_and_verdict = [](const Found& each) {
      return std::pair(each.result.verdict, each.result.finding->requirement);
    };
    const auto said = [&](std::string_view rule) {
      return std::ranges::any_of(explored_.found, [&](const Found& each) {
        return each.result.finding->requirement == rule;
      });
    };
    const auto& rule = found.result.finding->requirement;
    const bool known = options_.known_rules.contains(rule) ||
                       (rule == protocol::rule::put_19 &&
                        options_.known_rules.contains(std::string(protocol::rule::put_15)));
    explored_.known += known ? 1 : 0;
    const bool again = std::ranges::find(explored_.found, rule_and_verdict(found),
                                         rule_and_verdict) != explored_.found.end();
    // A sample that is lost in any order of times is lost in descending order too.
    const bool implied = rule == protocol::rule::put_19 && said(protocol::rule::put_15);
    if (known || again || implied) return;
    if (rule == protocol::rule::put_15) {
      std::erase_if(explored_.found, [](const Found& each) {
        return each.result.finding->requirement == protocol::rule::put_19;
      });
    }
    explored_.found.push_back(std::move(found));
  }

  const Exploration& options_;
  unsigned jobs_;  ///< testees at a time
  TrialContext context_;
  Wishes wishes_;
  std::size_t fresh_wanted_ = 0;
  std::optional<Clock::time_point> deadline_;
  std::atomic<std::size_t> next_ = 0;
  std::mutex mutex_;
  std::size_t in_vain_ = 0;
  std::size_t hangs_ = 0;
  std::vector<Confirmed> confirmed_;
  Explored explored_;
};

}  // namespace

Explored explore(const Exploration& options) {
  return Explorer(options).run();
}

}  // namespace eardrum::conformance::random
