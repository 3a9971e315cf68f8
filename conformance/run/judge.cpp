#include "eardrum/conformance/run/judge.hpp"

#include <algorithm>

#include "eardrum/conformance/blame/client_rules.hpp"
#include "eardrum/conformance/blame/dialogue.hpp"
#include "eardrum/conformance/blame/rules.hpp"
#include "eardrum/conformance/language/rows.hpp"
#include "eardrum/conformance/run/mismatch_fault.hpp"
#include "eardrum/protocol/rules.hpp"

namespace eardrum::conformance {
namespace {

namespace rule = protocol::rule;

/// The rule that a fault belongs to which only this delivery brings out. Empty for whole.
std::string_view delivery_rule(const Attempt& attempt) {
  const auto delivery = traits(attempt.delivery.kind);
  return attempt.session.judges_client ? delivery.client_rule : delivery.server_rule;
}

/// The rule that holds whatever the text leaves open.
std::string_view envelope_rule(const Session& session) {
  return session.judges_client ? rule::cli_6 : rule::frm_4;
}

/// What a broken rule of that level costs.
Verdict cost(protocol::Level level, Profile profile) {
  switch (level) {
    case protocol::Level::stated:
    case protocol::Level::derived:
      return Verdict::fail;
    case protocol::Level::house:
      return profile == Profile::strict ? Verdict::fail : Verdict::warn;
    case protocol::Level::unspecified:
      break;
  }
  return Verdict::info;
}

Verdict cost_of(std::string_view requirement, Profile profile) {
  return cost(protocol::find_requirement(requirement)->level, profile);
}

/// Sets the verdict for a broken rule.
void blame(CaseResult& result, std::string_view requirement, Verdict verdict,
           std::string sentence) {
  result.verdict = verdict;
  result.finding.emplace();
  result.finding->requirement = requirement;
  result.finding->sentence = std::move(sentence);
}

void describe(Finding& finding, const Played& played) {
  finding.transcript = played.transcript;
  if (!played.mismatch) return;
  const auto& mismatch = *played.mismatch;
  finding.place = mismatch.place.text();
  finding.expectation = mismatch.source;
  finding.expected = mismatch.expected;
  finding.received = mismatch.received;
  finding.first_difference = mismatch.first_difference;
}

std::string only_in(const Delivery& delivery) {
  std::string phrase(traits(delivery.kind).phrase);
  if (phrase.empty()) return "";
  if (delivery.cut > 0) phrase += ", cut after byte " + std::to_string(delivery.cut);
  return phrase + ": ";
}

/// An end of the process, silence and leaks have verdicts of their own; the first always counts.
Verdict sharpened(Verdict verdict, const Mismatch& mismatch) {
  if (mismatch.kind == Mismatch::Kind::crashed) return Verdict::crash;
  if (mismatch.kind == Mismatch::Kind::sanitizer) return Verdict::sanitizer;
  if (mismatch.kind == Mismatch::Kind::harness) return Verdict::harness;
  if (mismatch.kind == Mismatch::Kind::kept && verdict == Verdict::fail) return Verdict::leak;
  const bool hung = mismatch.kind == Mismatch::Kind::silent && verdict == Verdict::fail;
  return hung ? Verdict::hang : verdict;
}

/// Whether well-formed rows came, which none of several alternatives allows.
bool has_other_rows(const Session& session, const Mismatch& mismatch) {
  const auto* step = failed_step(session, mismatch);
  const auto* expect = step == nullptr ? nullptr : std::get_if<Expect>(&step->action);
  const bool of_several =
      expect != nullptr && expect->expectation.kind == Expectation::Kind::one_of;
  if (mismatch.kind != Mismatch::Kind::answer || !of_several) return false;
  return rows_of_first_answer(mismatch.received.for_judging()).has_value();
}

/// The rule of a mismatch in a session about an open point: a request may be answered in many ways,
/// but the envelope always holds, and of several readings a testee has one.
std::string_view open_point_rule(const Session& session, const Mismatch& mismatch,
                                 const Fault& fault) {
  if (session.otherwise != nullptr && has_other_rows(session, mismatch))
    return session.otherwise->id;
  if (session.judges_client || fault.kind == FaultKind::contradiction)
    return envelope_rule(session);
  const auto only = only_rule_about(fault);
  return only.empty() ? envelope_rule(session) : only;
}

/// The rule of what a client did, by the step at which it went wrong. A session about a rule that
/// does not bind everywhere has asked for something of its own.
std::string_view client_rule(const Attempt& attempt, const Fault& fault) {
  if (const auto by_delivery = delivery_rule(attempt); !by_delivery.empty()) return by_delivery;
  const auto& own = *attempt.session.requirement;
  if (own.level == protocol::Level::unspecified && !attempt.session.only_in) return rule::cli_6;
  const auto by_step = fault.client ? client_rule_about(*fault.client) : std::string_view();
  const bool binds = cost(own.level, Profile::base) == Verdict::fail;
  return binds && !by_step.empty() ? by_step : std::string_view(own.id);
}

void judge_client_mismatch(const Attempt& attempt, Profile profile, CaseResult& result) {
  const auto& mismatch = *attempt.played.mismatch;
  auto fault = fault_of(attempt.session, attempt.played);
  const auto requirement = client_rule(attempt, fault);
  auto verdict = attempt.session.only_in ? Verdict::fail : cost_of(requirement, profile);
  blame(result, requirement, sharpened(verdict, mismatch),
        only_in(attempt.delivery) + mismatch.sentence);
  result.finding->fault = std::move(fault);
}

void judge_mismatch(const Attempt& attempt, Profile profile, CaseResult& result) {
  if (attempt.session.judges_client) return judge_client_mismatch(attempt, profile, result);
  const auto& session = attempt.session;
  const auto& mismatch = *attempt.played.mismatch;
  auto fault = fault_of(session, attempt.played);
  std::string_view requirement = session.requirement->id;
  auto verdict = cost(session.requirement->level, profile);
  const bool open = verdict == Verdict::info || mismatch.kind == Mismatch::Kind::contradiction;
  if (const auto by_delivery = delivery_rule(attempt); !by_delivery.empty()) {
    requirement = by_delivery;
    verdict = cost_of(requirement, profile);
  } else if (session.only_in) {
    verdict = Verdict::fail;
  } else if (open) {
    requirement = open_point_rule(session, mismatch, fault);
    verdict = cost_of(requirement, profile);
  } else if (verdict == Verdict::fail) {
    // The rule that the session is about may be kept: what it asked on the way was not.
    const auto only = only_rule_about(fault);
    if (!only.empty() && binds(only, profile)) requirement = only;
  }
  // No rule is about the code of a testee: the envelope is what stands for all of them.
  if (mismatch.kind == Mismatch::Kind::sanitizer) requirement = envelope_rule(session);
  blame(result, requirement, sharpened(verdict, mismatch),
        only_in(attempt.delivery) + mismatch.sentence);
  result.finding->fault = std::move(fault);
}

bool is_right(const Choice& choice, Profile profile) {
  const auto names_profile = [&](const Alternative& alternative) {
    return std::ranges::find(alternative.required_in, profile) != alternative.required_in.end();
  };
  return std::ranges::none_of(choice.expectation->alternatives, names_profile) ||
         names_profile(choice.alternative());
}

void judge_choices(const Attempt& attempt, Profile profile, CaseResult& result) {
  for (const auto& choice : attempt.played.choices) {
    if (is_right(choice, profile)) continue;
    blame(result, attempt.session.requirement->id, Verdict::fail,
          "the server chose '" + choice.alternative().label + "', which profile " +
              std::string(name(profile)) + " does not allow");
    result.finding->fault.kind = FaultKind::choice;
    return;
  }
}

/// The testee must not contradict its own choice when only the segments differ.
void judge_contradiction(const Attempt& attempt, Profile profile, CaseResult& result) {
  const auto& choices = attempt.played.choices;
  const auto& whole = attempt.whole->choices;
  const auto same = [](const Choice& a, const Choice& b) { return a.index == b.index; };
  const auto [here, there] = std::ranges::mismatch(choices, whole, same);
  if (here == choices.end() || there == whole.end()) return;
  const auto requirement = delivery_rule(attempt);
  blame(result, requirement, cost_of(requirement, profile),
        only_in(attempt.delivery) + "the server chose '" + here->alternative().label + "', but '" +
            there->alternative().label + "' when the same bytes were sent in one segment");
  result.finding->fault.kind = FaultKind::contradiction;
}

}  // namespace

bool binds(std::string_view requirement, Profile profile) {
  return cost_of(requirement, profile) == Verdict::fail;
}

CaseResult judge(const Attempt& attempt, Profile profile) {
  const auto& session = attempt.session;
  const auto& played = attempt.played;
  CaseResult result;
  result.session = session.name;
  result.title = session.title;
  result.requirement = session.requirement->id;
  result.level = session.requirement->level;
  result.delivery = name(attempt.delivery.kind);
  result.elapsed = played.elapsed;
  for (const auto& choice : played.choices) result.observed.push_back(choice.alternative().label);
  result.verdict = session.requirement->level == protocol::Level::unspecified && !session.only_in
                       ? Verdict::info
                       : Verdict::pass;
  if (played.mismatch) {
    judge_mismatch(attempt, profile, result);
  } else {
    judge_choices(attempt, profile, result);
    if (!result.finding && attempt.whole != nullptr) judge_contradiction(attempt, profile, result);
  }
  if (!result.finding && !played.slow.empty()) {
    // The protocol sets no time limit.
    blame(result, session.requirement->id, Verdict::warn, played.slow);
  }
  if (result.finding) describe(*result.finding, played);
  if (!session.judges_client) {
    result.answered =
        played.mismatch ? answered_rightly_but_last(played.transcript, played.mismatch->connection)
                        : answered_rightly(played.transcript);
  }
  if (!result.finding && !played.unfinished.empty()) {
    result.verdict = Verdict::untested;
    result.reason = played.unfinished;
  }
  return result;
}

void weaken_unrepeated(CaseResult& result, const Attempt& attempt, Profile profile, bool shared) {
  using enum Mismatch::Kind;
  const auto& first = attempt.played;
  if (attempt.delivery.kind != DeliveryKind::whole && first.mismatch) {
    const auto whole = judge({attempt.session, {}, first, nullptr}, profile);
    result.verdict = whole.verdict;
    result.finding->requirement = whole.finding->requirement;
  }
  const bool wrong_bytes =
      first.mismatch && (first.mismatch->kind == answer || first.mismatch->kind == extra);
  const bool evident =
      (wrong_bytes && !shared) ||
      (first.mismatch && (first.mismatch->kind == crashed || first.mismatch->kind == sanitizer));
  if (!evident && is_failure(result.verdict)) result.verdict = Verdict::warn;
  result.finding->sentence +=
      shared
          ? " (seen in a process that had served other sessions; a fresh process did not repeat it)"
          : " (flaky: a second attempt on a fresh process did not repeat it)";
}

}  // namespace eardrum::conformance
