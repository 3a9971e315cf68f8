#include "eardrum/conformance/random/exploration.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "eardrum/conformance/judge.hpp"
#include "eardrum/conformance/probes.hpp"
#include "eardrum/conformance/random/shrinker.hpp"
#include "eardrum/conformance/random/trial.hpp"
#include "eardrum/protocol/characters.hpp"

namespace eardrum::conformance::random {
namespace {

using Clock = std::chrono::steady_clock;

// Of failures that look alike so many are made smaller: they may have different causes.
constexpr std::size_t shrunk_of_each_class = 3;

// A testee that fails so often in a row without showing anything new has been explored enough.
constexpr std::size_t failures_in_vain_max = 25;
constexpr std::size_t hangs_max = 2;

// One session in so many counts on a fresh store; each costs a start of the testee.
constexpr std::size_t fresh_every = 8;
constexpr std::chrono::milliseconds fresh_starts_bound{1'000};
constexpr std::size_t fresh_min = 3;

// Tries of one shrinking; a dialogue of 20 commands takes about 60.
constexpr std::size_t shrink_tries_max = 120;

/// A dialogue that failed twice, the second time on a fresh process.
struct Confirmed {
  std::size_t index = 0;
  Dialogue dialogue;
  Failure failure;
};

class Explorer {
 public:
  explicit Explorer(const Exploration& options) : options_(options) {
    context_.profile = options.profile;
    context_.key_stamp = options.key_stamp;
    context_.make_model = options.make_model ? options.make_model : [this] {
      return std::make_unique<Model>(options_.profile);
    };
  }

  Explored run() {
    if (ask_testee()) {
      play_all();
      shrink_all();
    }
    explored_.exchanges = context_.exchanges;
    explored_.starts = context_.starts;
    return std::move(explored_);
  }

 private:
  /// What the testee can serve decides what is generated.
  bool ask_testee() {
    const auto stage = options_.make_stage();
    Trial trial(*stage, context_);
    const auto begin = Clock::now();
    if (const auto started = stage->start_fresh(); !started) {
      explored_.start_failure = started.error().sentence;
      return false;
    }
    const auto startup = Clock::now() - begin;
    wishes_.two_connections = serves_two_connections(*stage, trial.next_suffix());
    wishes_.pieces = !options_.known_rules.contains("REQ-FRM-5");
    if (!stage->can_start() || keeps_samples(*stage, trial.next_suffix())) return true;
    const auto affordable = static_cast<std::size_t>(fresh_starts_bound / startup);
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

  Dialogue dialogue(std::size_t index) const {
    auto wishes = wishes_;
    wishes.fresh_store = is_fresh(index);
    const auto seed = seed_of(options_.seed, index);
    return options_.make_dialogue ? options_.make_dialogue(seed, wishes) : generate(seed, wishes);
  }

  void play_all() {
    if (options_.explore_for) deadline_ = Clock::now() + *options_.explore_for;
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < std::max(options_.jobs, 1U); ++i)
      workers.emplace_back([&] { work(); });
    workers.clear();
    std::ranges::sort(confirmed_, {}, &Confirmed::index);
  }

  void work() {
    const auto stage = options_.make_stage();
    Trial trial(*stage, context_);
    for (auto index = next_++; index < options_.sessions && go_on(); index = next_++) {
      play(trial, index);
      const std::scoped_lock lock(mutex_);
      ++explored_.played;
      if (options_.on_session) options_.on_session(explored_.played);
    }
    stage->stop();
  }

  bool go_on() {
    const std::scoped_lock lock(mutex_);
    auto& why = explored_.ended_early;
    if (!why.empty()) return false;
    if (options_.interrupted && options_.interrupted()) why = "interrupted";
    if (deadline_ && Clock::now() > *deadline_) why = "the time for them was over";
    if (in_vain_ > failures_in_vain_max) why = "the rest would show the same";
    if (hangs_ >= hangs_max) why = "the testee hangs too often";
    if (!explored_.start_failure.empty()) why = "the testee could not be started again";
    return why.empty();
  }

  bool ready(Trial& trial, bool fresh) {
    if (fresh ? trial.start_fresh() : trial.make_ready()) return true;
    const std::scoped_lock lock(mutex_);
    explored_.start_failure = "it could not be started again";
    return false;
  }

  void play(Trial& trial, std::size_t index) {
    const auto dialogue = this->dialogue(index);
    if (!ready(trial, dialogue.fresh_store)) return;
    const auto first = trial.play(dialogue);
    // What a dialogue on a fresh store has left there is known by plain names.
    if (dialogue.fresh_store) trial.distrust();
    if (!first.failure) return;
    if (first.failure->verdict != Verdict::fail) trial.distrust();
    if (is_enough(*first.failure)) return;
    if (trial.stage().can_start() && !ready(trial, true)) return;
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
    const bool enough = known || alike >= static_cast<std::ptrdiff_t>(shrunk_of_each_class);
    in_vain_ += enough ? 1 : 0;
    return enough;
  }

  void note(std::size_t index, const Dialogue& dialogue, const Attempted& first,
            const Attempted& second) {
    const std::scoped_lock lock(mutex_);
    if (!second.failure || !second.failure->same_class(*first.failure)) {
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

  void shrink_all() {
    const auto stage = options_.make_stage();
    Trial trial(*stage, context_);
    shrink_deadline_ = Clock::now() + options_.shrink_for;
    std::set<std::pair<Verdict, std::string>> said;
    for (const auto& each : confirmed_) {
      if (options_.interrupted && options_.interrupted()) break;
      auto found = shrunk(trial, each);
      if (!found) {
        ++explored_.unrepeated;
        continue;
      }
      const auto& rule = found->result.finding->requirement;
      if (options_.known_rules.contains(rule)) {
        ++explored_.known;
      } else if (said.insert({found->result.verdict, rule}).second) {
        explored_.found.push_back(*std::move(found));
      }
    }
    stage->stop();
  }

  /// Plays `dialogue` on a fresh testee.
  Attempted replay(Trial& trial, const Dialogue& dialogue, const SessionHead& head = {}) const {
    trial.start_fresh();
    auto with_profile = head;
    with_profile.profile = options_.profile;
    return trial.play(dialogue, with_profile);
  }

  std::optional<Found> shrunk(Trial& trial, const Confirmed& confirmed) {
    auto start = confirmed.dialogue;
    start.commands.resize(confirmed.failure.command + 1);  // what follows cannot matter
    std::size_t tries = 0;
    const auto still_fails = [&](const Dialogue& candidate) {
      if (++tries > shrink_tries_max || Clock::now() > shrink_deadline_) return false;
      const auto again = replay(trial, candidate);
      return again.failure && again.failure->same_class(confirmed.failure);
    };
    const auto smallest = shrink(still_fails(start) ? start : confirmed.dialogue, still_fails);
    return conclude(trial, confirmed, smallest);
  }

  /// Plays the smallest once more under its right name, for the report.
  std::optional<Found> conclude(Trial& trial, const Confirmed& confirmed,
                                const Dialogue& smallest) const {
    const auto plain = replay(trial, smallest);
    if (!plain.failure || !plain.failure->same_class(confirmed.failure)) return std::nullopt;
    SessionHead head;
    head.rule = rule_of(smallest, *plain.failure, plain.key_suffix);
    head.name = name_of(head.rule, plain.failure->verdict);
    head.title = "a random session, made as small as it goes";
    head.notes = {"session " + std::to_string(confirmed.index) + " of seed " +
                  std::to_string(options_.seed) + ", of " +
                  std::to_string(confirmed.dialogue.commands.size()) + " commands"};
    if (smallest.delivery.kind != DeliveryKind::whole) {
      head.notes.push_back("delivery " + smallest.delivery.text());
    }
    const auto last = replay(trial, smallest, head);
    Found found;
    found.result = judge({last.session, smallest.delivery, last.played, nullptr}, options_.profile);
    if (!found.result.finding || !is_failure(found.result.verdict)) return std::nullopt;
    found.result.finding->output = trial.stage().output();
    found.dialogue = smallest;
    found.file = head.name + ".session";
    found.text = last.text.text;
    found.session = confirmed.index;
    found.commands_before = confirmed.dialogue.commands.size();
    return found;
  }

  /// "random.put-17", "random.crash-frm-4".
  static std::string name_of(std::string_view rule, Verdict verdict) {
    std::string name = "random.";
    if (verdict == Verdict::crash) name += "crash-";
    if (verdict == Verdict::hang) name += "hang-";
    rule.remove_prefix(std::string_view("REQ-").size());
    for (const char c : rule) name += protocol::ascii_lower(c);
    return name;
  }

  const Exploration& options_;
  TrialContext context_;
  Wishes wishes_;
  std::size_t fresh_wanted_ = 0;
  std::optional<Clock::time_point> deadline_;
  Clock::time_point shrink_deadline_;
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
