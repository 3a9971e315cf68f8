#include "eardrum/fuzz/blackbox/reduction.hpp"

#include <algorithm>
#include <utility>

#include "eardrum/conformance/random/joined.hpp"
#include "eardrum/conformance/run/judge.hpp"

namespace eardrum::fuzz {
namespace {

using conformance::random::Attempted;
using conformance::random::Confirmed;
using conformance::random::fails_as;
using conformance::random::Failure;
using conformance::random::joined;
using conformance::random::Minimiser;
using conformance::random::RandomSession;
using conformance::random::SessionHead;
using Clock = std::chrono::steady_clock;
using Sessions = std::vector<RandomSession>;

constexpr unsigned replays_of_each = 3;

/// How often the session file of a finding fails on a fresh process.
CampaignFinding replayed(Minimiser& minimiser, conformance::random::Found found,
                         Evidence evidence) {
  CampaignFinding finding;
  finding.evidence = evidence;
  finding.found = std::move(found);
  for (; finding.replays < replays_of_each; ++finding.replays) {
    const auto again = minimiser.replay(finding.found.dialogue);
    finding.failed += fails_as(again, finding.found.failure) ? 1 : 0;
  }
  return finding;
}

/// The failure of a session, if it fails as wanted on a fresh process; it may do so at another
/// command.
std::optional<Failure> failure_of(Minimiser& minimiser, const RandomSession& session,
                                  const Failure& wanted) {
  const auto again = minimiser.replay(session);
  return fails_as(again, wanted) ? again.failure : std::nullopt;
}

/// Leaves out ever shorter stretches of earlier sessions, and reduces those that are needed to
/// plain visits where that is enough.
Sessions fewer(Minimiser& minimiser, Clock::time_point deadline, Sessions sessions,
               const Failure& wanted) {
  const auto fails = [&](const Sessions& candidate) {
    return Clock::now() < deadline && failure_of(minimiser, joined(candidate), wanted).has_value();
  };
  if (auto visits = conformance::random::visits_before(sessions); fails(visits)) {
    sessions = std::move(visits);
  }
  for (auto stretch = sessions.size() / 2; stretch > 0; stretch /= 2) {
    for (std::size_t at = 0; at + stretch < sessions.size();) {
      auto candidate = sessions;
      const auto begin = candidate.begin() + static_cast<std::ptrdiff_t>(at);
      candidate.erase(begin, begin + static_cast<std::ptrdiff_t>(stretch));
      if (fails(candidate)) {
        sessions = std::move(candidate);
      } else {
        at += stretch;
      }
    }
  }
  return sessions;
}

}  // namespace

std::optional<CampaignFinding> reduced(const Reduction& reduction, const Confirmed& confirmed,
                                       const Sessions& served) {
  Minimiser minimiser(reduction.trial, reduction.profile, reduction.seed, reduction.deadline);
  const auto small = [&](const Confirmed& one,
                         Evidence evidence) -> std::optional<CampaignFinding> {
    auto found = minimiser.minimise(one);
    if (!found) return std::nullopt;
    return replayed(minimiser, *std::move(found), evidence);
  };
  const auto& alone = confirmed.dialogue;
  if (alone.delivery.kind != conformance::DeliveryKind::whole) {
    // Only what goes wrong in pieces alone breaks the rule about pieces.
    auto whole = alone;
    whole.delivery = {};
    const auto again = minimiser.replay(whole);
    if (again.failure)
      return small({confirmed.index, whole, *again.failure, confirmed.rank}, Evidence::alone);
  }
  if (const auto failure = failure_of(minimiser, alone, confirmed.failure)) {
    return small({confirmed.index, alone, *failure, confirmed.rank}, Evidence::alone);
  }
  if (served.size() < 2) return std::nullopt;
  if (!failure_of(minimiser, joined(served), confirmed.failure)) return std::nullopt;
  const auto needed = fewer(minimiser, reduction.deadline, served, confirmed.failure);
  const auto together = joined(needed);
  const auto failure = failure_of(minimiser, together, confirmed.failure);
  if (!failure) return std::nullopt;
  auto finding =
      small({confirmed.index, together, *failure, confirmed.rank}, Evidence::after_others);
  if (finding) finding->earlier_served = needed.size() - 1;
  return finding;
}

std::optional<CampaignFinding> seen_once(const Reduction& reduction, const Confirmed& confirmed,
                                         const Attempted& first, const Sessions& served) {
  CampaignFinding finding;
  finding.evidence = Evidence::seen_once;
  finding.earlier_served = served.empty() ? 0 : served.size() - 1;
  auto& found = finding.found;
  found.result = conformance::judge(
      {first.session, confirmed.dialogue.delivery, first.played, nullptr}, reduction.profile);
  if (!found.result.finding || !conformance::is_failure(found.result.verdict)) return std::nullopt;
  found.result.finding->sentence += " (seen once: no fresh process showed it again)";
  found.dialogue = joined(served);
  found.failure = confirmed.failure;
  found.session = confirmed.index;
  found.commands_before = confirmed.dialogue.commands.size();
  SessionHead head;
  head.rule = confirmed.failure.rule;
  head.name = conformance::random::finding_name(head.rule, confirmed.failure.verdict) + "-once";
  head.title = "what a process had served when it failed; no fresh process failed again";
  head.notes = {"session " + std::to_string(confirmed.index) + " of seed " +
                std::to_string(reduction.seed) + ", after " +
                std::to_string(finding.earlier_served) + " others"};
  head.profile = reduction.profile;
  conformance::random::Model model(reduction.profile);
  found.text = conformance::random::write_session(found.dialogue, head, model).text;
  found.file = head.name + ".session";
  return finding;
}

}  // namespace eardrum::fuzz
