#include "eardrum/conformance/load/load_cases.hpp"

#include <algorithm>
#include <utility>

#include "eardrum/conformance/load/survival.hpp"
#include "eardrum/conformance/run/session_run.hpp"
#include "eardrum/protocol/requirement.hpp"
#include "eardrum/protocol/rules.hpp"

namespace eardrum::conformance::load {
namespace {

TranscriptEntry event(std::string text) {
  TranscriptEntry entry;
  entry.kind = TranscriptEntry::Kind::event;
  entry.event = std::move(text);
  return entry;
}

Played shown(const History& history, const Violation& violation) {
  auto lines = timeline(history, violation);
  Played played;
  played.mismatch.emplace();
  played.mismatch->kind = Mismatch::Kind::answer;
  played.mismatch->sentence = std::move(lines.front());
  for (std::size_t i = 1; i < lines.size(); ++i) {
    played.transcript.push_back(event(std::move(lines[i])));
  }
  return played;
}

Mismatch::Kind mismatch_kind(Trouble::Kind kind) {
  switch (kind) {
    case Trouble::Kind::closed:
      return Mismatch::Kind::closed;
    case Trouble::Kind::silent:
    case Trouble::Kind::at_work:
      return Mismatch::Kind::silent;
    case Trouble::Kind::answer:
      break;
  }
  return Mismatch::Kind::answer;
}

Played shown(const Trouble& trouble) {
  Played played;
  played.mismatch.emplace();
  played.mismatch->kind = mismatch_kind(trouble.kind);
  played.mismatch->sentence = "under load, " + trouble.sentence;
  played.mismatch->received = trouble.received;
  TranscriptEntry sent;
  sent.kind = TranscriptEntry::Kind::sent;
  sent.connection = "A";
  sent.bytes = TesteeBytes(trouble.request);
  played.transcript.push_back(std::move(sent));
  return played;
}

/// What one process of the testee showed under load, and right after it.
struct Round {
  Loaded loaded;
  std::optional<Violation> violation;
  Played after;  ///< a mismatch if it serves nobody any more

  bool has(Trouble::Kind kind) const { return loaded.trouble && loaded.trouble->kind == kind; }

  /// Whether requests stay without an answer, so that a fresh process has to be asked too.
  bool falls_short() const {
    const bool no_answer = has(Trouble::Kind::closed) || has(Trouble::Kind::silent);
    return after.mismatch.has_value() || no_answer || loaded.none_served;
  }
};

Round play_round(Stage& stage, Load load, std::uint64_t& exchanges) {
  load.process = stage.process();
  Round round;
  round.loaded = apply(load, *stage.server_address());
  exchanges += round.loaded.exchanges;
  if (round.loaded.refusal.empty()) round.violation = find_violation(round.loaded.history);
  auto played = stage.play(survival_probe(), {}, load.key_suffix);
  exchanges += played.exchanges;
  round.after = survived(std::move(played), "after parallel load");
  return round;
}

/// Why requests stayed without an answer, if that is a fault: `first` fell short, and `second` is a
/// fresh process that was put under the same load.
std::optional<CaseResult> judged_service(const Session& session, const Round& first,
                                         const Round& second, Profile profile) {
  for (const auto* round : {&second, &first}) {
    if (died(round->after)) return failed(session, survival_rule, round->after, profile);
  }
  if (second.after.mismatch) return failed(session, survival_rule, second.after, profile);
  // By then nothing was under load any more: no wait of ours was too short.
  if (first.after.mismatch) {
    auto result = failed(session, survival_rule, first.after, profile);
    note_seen_once(result);
    return result;
  }
  for (const auto kind : {Trouble::Kind::silent, Trouble::Kind::closed}) {
    if (first.has(kind) && second.has(kind)) {
      return failed(session, survival_rule, shown(*second.loaded.trouble), profile);
    }
  }
  if (first.has(Trouble::Kind::closed)) {
    auto result = failed(session, survival_rule, shown(*first.loaded.trouble), profile);
    if (is_failure(result.verdict)) result.verdict = Verdict::warn;
    note_seen_once(result);
    return result;
  }
  return std::nullopt;  // a wait of ours was too short under load
}

/// The case of one rule, when the testee has survived.
CaseResult judged(const Session& session, const Round& round, Profile profile) {
  const auto& [loaded, violation, after] = round;
  const bool first_rule = session.requirement->id == rule_of(Condition::acknowledged);
  if (!loaded.refusal.empty()) {
    return unplayed(session, DeliveryKind::whole, Verdict::not_applicable, loaded.refusal);
  }
  if (violation && rule_of(violation->condition) == session.requirement->id) {
    return failed(session, session.requirement->id, shown(loaded.history, *violation), profile);
  }
  if (loaded.trouble && first_rule && !loaded.trouble->rule.empty()) {
    return failed(session, loaded.trouble->rule, shown(*loaded.trouble), profile);
  }
  if (loaded.trouble) {
    return unplayed(session, DeliveryKind::whole, Verdict::untested, loaded.trouble->sentence);
  }
  // Conditions are looked at in the order of their rules: what comes before the broken one holds.
  if (violation && !first_rule) {
    return unplayed(session, DeliveryKind::whole, Verdict::untested,
                    "the run under load shows a more basic fault (REQ-CON-3)");
  }
  return unplayed(session, DeliveryKind::whole, Verdict::pass, "");
}

std::vector<CaseResult> judged_rounds(const Round& first, const Round& second, Profile profile) {
  const auto sessions = load_sessions();
  std::vector<CaseResult> results;
  results.reserve(sessions.size());
  for (const auto& session : sessions) results.push_back(judged(session, second, profile));
  // Wrong answers count however rarely they come.
  const bool wrong = first.has(Trouble::Kind::answer) || first.violation;
  if (wrong && std::ranges::none_of(
                   results, [](const CaseResult& one) { return one.finding.has_value(); })) {
    for (std::size_t i = 0; i < sessions.size(); ++i) {
      results[i] = judged(sessions[i], first, profile);
    }
  }
  // A death explains everything else, and so does a testee that serves nobody.
  if (auto service = judged_service(sessions.front(), first, second, profile)) {
    results.front() = *std::move(service);
  }
  return results;
}

bool fails_by_a_wrong_answer(const CaseResult& result) {
  if (result.verdict != Verdict::fail || !result.finding) return false;
  const auto kind = result.finding->fault.kind;
  return kind == FaultKind::rows || kind == FaultKind::malformed ||
         kind == FaultKind::error_instead;
}

}  // namespace

std::vector<Session> load_sessions() {
  return {stepless_session("load.acknowledged-puts-are-seen", rule_of(Condition::acknowledged),
                           "parallel connections see each acknowledged put, and no put before it "
                           "is sent"),
          stepless_session("load.reads-grow-and-nest", rule_of(Condition::reads_grow),
                           "parallel connections see one store that grows")};
}

std::vector<CaseResult> play_load(Stage& stage, const Load& load, Profile profile,
                                  std::uint64_t& exchanges) {
  const auto first = play_round(stage, load, exchanges);
  TesteeOutput output = stage.output();
  std::optional<Round> second;
  if (first.falls_short() && !died(first.after) && stage.start_fresh()) {
    auto again = load;
    again.key_suffix += ".again";
    second = play_round(stage, std::move(again), exchanges);
    output = stage.output();
  }
  auto results = judged_rounds(first, second ? *second : first, profile);
  for (auto& result : results) {
    if (result.finding) result.finding->output = output;
  }
  return results;
}

void forget_wrong_answers(const std::vector<CaseResult>& calm, std::vector<CaseResult>& loaded) {
  if (std::ranges::none_of(calm, fails_by_a_wrong_answer)) return;
  for (auto& result : loaded) {
    // What breaks the case's own rule is seen under load alone.
    if (!fails_by_a_wrong_answer(result) || result.finding->requirement == result.requirement) {
      continue;
    }
    result.finding.reset();
    result.verdict = Verdict::untested;
    result.reason = "answers are also wrong without load";
  }
}

void forget_changed_choices(std::vector<CaseResult>& loaded) {
  const auto loses_samples = [](const CaseResult& result) {
    return is_failure(result.verdict) && blamed_rule(result) == protocol::rule::con_3;
  };
  if (std::ranges::none_of(loaded, loses_samples)) return;
  for (auto& result : loaded) {
    if (!result.finding || result.finding->fault.kind != FaultKind::contradiction) continue;
    result.finding.reset();
    result.verdict = Verdict::untested;
    result.reason = "the server loses samples under load, and that changes its answers";
  }
}

}  // namespace eardrum::conformance::load
