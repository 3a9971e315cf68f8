#include "eardrum/conformance/load/survival.hpp"

#include <utility>

#include "eardrum/conformance/play/patience.hpp"
#include "eardrum/conformance/run/judge.hpp"
#include "eardrum/conformance/run/probes.hpp"
#include "eardrum/protocol/requirement.hpp"

namespace eardrum::conformance::load {
namespace {

constexpr std::string_view probe_text = R"(
session probe.serves-on  REQ-FRM-4
title   new connections are served
A> get {palm.cpu}\n
A< a frame
A: close
B> put {palm.cpu} 10.6 1501864247\n
B< a frame
)";

bool is_about_service(const Mismatch& mismatch) {
  using enum Mismatch::Kind;
  return mismatch.kind == crashed || mismatch.kind == refused || mismatch.kind == silent ||
         mismatch.kind == closed || mismatch.kind == sanitizer;
}

}  // namespace

const Session& survival_probe() {
  static const auto session = probe(probe_text);
  return session;
}

Played survived(Played played, const std::string& after) {
  if (!played.mismatch) return played;
  if (!is_about_service(*played.mismatch)) {
    played.mismatch.reset();
    return played;
  }
  played.mismatch->sentence = after + ": " + played.mismatch->sentence;
  return played;
}

Played ask_once_more(const ProcessCase& setting, const std::string& after) {
  auto played = play(survival_probe(), {}, setting.bed, setting.key_suffix, setting.patience);
  setting.exchanges += played.exchanges;
  return survived(std::move(played), after);
}

Played left_unanswered(Answered how, const std::string& request, const std::string& received,
                       const std::string& after) {
  Played played;
  auto& mismatch = played.mismatch.emplace();
  const bool closed = how == Answered::closed;
  mismatch.kind = closed ? Mismatch::Kind::closed : Mismatch::Kind::silent;
  mismatch.sentence = after + ": the server " +
                      (closed ? "closed a connection instead of sending an answer"
                              : "did not answer a request, although it serves other connections");
  mismatch.received = TesteeBytes(received);
  TranscriptEntry sent;
  sent.kind = TranscriptEntry::Kind::sent;
  sent.connection = "A";
  sent.bytes = TesteeBytes(request);
  played.transcript.push_back(std::move(sent));
  return played;
}

bool died(const Played& played) {
  using enum Mismatch::Kind;
  return played.mismatch &&
         (played.mismatch->kind == crashed || played.mismatch->kind == sanitizer);
}

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

std::optional<CaseResult> judged_unserved(const Session& session, const Played& first,
                                          const Played& second, const TesteeOutput& output,
                                          Profile profile) {
  const auto* said = died(first) ? &first : second.mismatch ? &second : nullptr;
  // Whether somebody else is served was asked in peace, and is evidence however rarely it is not.
  const bool asked_in_peace = first.mismatch && !first.mismatch->source.empty();
  if (said == nullptr && asked_in_peace) said = &first;
  if (said == nullptr) return std::nullopt;
  auto result = failed(session, survival_rule, *said, profile);
  if (!died(first) && !second.mismatch) note_seen_once(result);
  if (result.finding) result.finding->output = output;
  return result;
}

void note_seen_once(CaseResult& result) {
  if (result.finding) result.finding->sentence += " (seen once; a fresh process did not repeat it)";
}

}  // namespace eardrum::conformance::load
