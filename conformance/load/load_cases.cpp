#include "eardrum/conformance/load/load_cases.hpp"

#include <utility>

#include "eardrum/conformance/run/judge.hpp"
#include "eardrum/conformance/run/probes.hpp"
#include "eardrum/conformance/run/session_run.hpp"
#include "eardrum/protocol/requirement.hpp"

namespace eardrum::conformance::load {
namespace {

constexpr std::string_view alive_probe = R"(
session probe.alive-after-load  REQ-CON-2
title   the server lives on after parallel load
A> get {palm.cpu}\n
A< an ok frame
)";

/// The case of `session`, failed by `played` for breaking `rule`.
CaseResult failed(const Session& session, std::string_view rule, const Played& played,
                  Profile profile) {
  auto blamed = session;
  blamed.requirement = protocol::find_requirement(rule);
  auto result = judge({blamed, {}, played, nullptr}, profile);
  result.requirement = session.requirement->id;
  result.level = session.requirement->level;
  if (result.finding) result.finding->place.clear();  // no session file says it
  return result;
}

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

Played shown(const Trouble& trouble) {
  Played played;
  played.mismatch.emplace();
  played.mismatch->kind = Mismatch::Kind::answer;
  played.mismatch->sentence = "under load, " + trouble.sentence;
  played.mismatch->received = trouble.received;
  TranscriptEntry sent;
  sent.kind = TranscriptEntry::Kind::sent;
  sent.connection = "A";
  sent.bytes = TesteeBytes(trouble.request);
  played.transcript.push_back(std::move(sent));
  return played;
}

/// The case of one rule, when the testee has survived.
CaseResult judged(const Session& session, const Loaded& loaded,
                  const std::optional<Violation>& violation, Profile profile) {
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
  if (loaded.trouble || violation) {
    return unplayed(session, DeliveryKind::whole, Verdict::untested,
                    loaded.trouble ? loaded.trouble->sentence
                                   : "the load shows a more basic fault (REQ-CON-3)");
  }
  return unplayed(session, DeliveryKind::whole, Verdict::pass, "");
}

}  // namespace

std::vector<Session> load_sessions() {
  return {
      stepless_session("load.acknowledged-puts-are-seen", rule_of(Condition::acknowledged),
                       "connections that put and get at the same time see each acknowledged put, "
                       "and none before it is sent"),
      stepless_session("load.reads-grow-and-nest", rule_of(Condition::reads_grow),
                       "connections that put and get at the same time see one store that grows")};
}

std::vector<CaseResult> play_load(Stage& stage, const Load& load, Profile profile,
                                  std::uint64_t& exchanges) {
  const auto loaded = apply(load, *stage.server_address());
  exchanges += loaded.exchanges;
  const auto violation = loaded.refusal.empty() ? find_violation(loaded.history) : std::nullopt;
  std::vector<CaseResult> results;
  for (const auto& session : load_sessions()) {
    results.push_back(judged(session, loaded, violation, profile));
  }
  // A death explains everything else, and counts whatever the rule.
  const auto alive = stage.play(probe(alive_probe), {}, load.key_suffix);
  if (alive.mismatch && alive.mismatch->kind == Mismatch::Kind::crashed) {
    const auto sessions = load_sessions();
    results.front() = failed(sessions.front(), sessions.front().requirement->id, alive, profile);
  }
  for (auto& result : results) {
    if (result.finding) result.finding->output = stage.output();
  }
  return results;
}

}  // namespace eardrum::conformance::load
