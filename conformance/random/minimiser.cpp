#include "eardrum/conformance/random/minimiser.hpp"

#include <utility>
#include <vector>

#include "eardrum/conformance/random/shrinker.hpp"
#include "eardrum/conformance/run/judge.hpp"

namespace eardrum::conformance::random {
namespace {

// Candidates of one minimisation; a session of 20 commands takes about 60.
constexpr std::size_t tries_max = 120;

// A death may be seen as one only when the next request meets it. So a session that has failed
// twice gets so many chances to fail again.
constexpr int chances = 3;

}  // namespace

/// How far a minimisation has come.
struct Minimiser::Search {
  const Failure& wanted;
  std::size_t tries = 0;
  bool finished = true;
  std::optional<Attempted> last{};  ///< the smallest that failed so far
};

bool fails_as(const Attempted& attempted, const Failure& wanted) {
  return attempted.failure && attempted.failure->repeats(wanted);
}

Attempted Minimiser::replay(const RandomSession& dialogue, SessionHead head) {
  trial_.start_fresh();
  head.profile = profile_;
  return trial_.play(dialogue, head);
}

/// `cheap`: a candidate that passes on the running process, whatever that served before, is not
/// played on a fresh one. This is fast, and wrong where samples of other sessions hide the fault.
bool Minimiser::still_fails(const RandomSession& candidate, bool cheap, Search& search) {
  if (++search.tries > tries_max || Clock::now() > deadline_) {
    search.finished = false;
    return false;
  }
  if (cheap && !candidate.fresh_store && trial_.make_ready()) {
    if (!fails_as(trial_.play(candidate), search.wanted)) return false;
  }
  auto again = replay(candidate);
  if (!fails_as(again, search.wanted)) return false;
  search.last = std::move(again);
  return true;
}

std::optional<Found> Minimiser::minimise(const Confirmed& confirmed) {
  const auto& wanted = confirmed.failure;
  Search search{wanted};
  trial_.distrust();
  const auto with = [&](bool cheap) {
    return [&, cheap](const RandomSession& candidate) {
      return still_fails(candidate, cheap, search);
    };
  };
  auto smallest = confirmed.dialogue;
  auto start = smallest;
  start.commands.resize(wanted.command + 1);  // what follows cannot matter
  if (with(false)(start)) smallest = std::move(start);
  // A hang is waited for each time: there only the fresh process is asked.
  const bool cheap_first = wanted.verdict == Verdict::fail && trial_.stage().can_start();
  if (cheap_first) smallest = shrink(std::move(smallest), with(true));
  smallest = shrink(std::move(smallest), with(false));
  if (!search.finished && confirmed.rank > 0) return std::nullopt;  // its like has been shown
  for (int again = 0; again < chances && !(search.last && fails_as(*search.last, wanted));
       ++again) {
    search.last = replay(smallest);
  }
  if (!fails_as(*search.last, wanted)) return std::nullopt;
  return conclude(confirmed, smallest, search);
}

/// Plays the smallest once more under its right name, for the report.
std::optional<Found> Minimiser::conclude(const Confirmed& confirmed, const RandomSession& smallest,
                                         const Search& search) {
  const auto& shown = *search.last->failure;
  SessionHead head;
  head.rule = shown.rule;
  head.name = finding_name(head.rule, shown.verdict);
  head.title = search.finished ? "a random session, shrunk as far as possible"
                               : "a random session, shrunk as far as time allowed";
  head.notes = {"session " + std::to_string(confirmed.index) + " of seed " + std::to_string(seed_) +
                ", of " + std::to_string(confirmed.dialogue.commands.size()) + " commands"};
  if (smallest.delivery.kind != DeliveryKind::whole) {
    head.notes.push_back("delivery " + smallest.delivery.text());
  }
  auto last = replay(smallest, head);
  for (int again = 0; again < chances && !fails_as(last, confirmed.failure); ++again) {
    last = replay(smallest, head);
  }
  Found found;
  found.result = judge({last.session, smallest.delivery, last.played, nullptr}, profile_);
  if (!found.result.finding || !is_failure(found.result.verdict)) return std::nullopt;
  found.result.finding->output = trial_.stage().output();
  found.dialogue = smallest;
  found.file = head.name + ".session";
  found.text = last.text.text;
  found.failure = shown;
  found.session = confirmed.index;
  found.commands_before = confirmed.dialogue.commands.size();
  return found;
}

}  // namespace eardrum::conformance::random
