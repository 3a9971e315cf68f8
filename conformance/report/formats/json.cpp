#include "eardrum/conformance/report/formats/json.hpp"

#include <nlohmann/json.hpp>

#include "eardrum/conformance/blame/cause.hpp"
#include "eardrum/conformance/blame/symptom.hpp"
#include "eardrum/conformance/report/own_text.hpp"

namespace eardrum::conformance {
namespace {

using Json = nlohmann::ordered_json;

Json json(const TesteeBytes& bytes) {
  return {{"text", bytes.visible()}, {"base64", bytes.base64()}};
}

Json json(const TranscriptEntry& entry) {
  using Kind = TranscriptEntry::Kind;
  const bool event = entry.kind == Kind::event;
  Json out{{"at_us", entry.at.count()},
           {"connection", own_text(entry.connection)},
           {"kind", event                      ? "event"
                    : entry.kind == Kind::sent ? "sent"
                                               : "received"}};
  if (event) {
    out["event"] = own_text(entry.event);
  } else {
    out["bytes"] = json(entry.bytes);
  }
  return out;
}

Json json(const TesteeOutput& output) {
  return {{"out", json(output.out)},
          {"out_dropped_bytes", output.out_dropped_bytes},
          {"err", json(output.err)},
          {"err_dropped_bytes", output.err_dropped_bytes}};
}

Json json(const Unusuals& unusual) {
  auto out = Json::array();
  for (std::size_t i = 0; i < unusual.size(); ++i) {
    if (unusual.test(i)) out.push_back(slug(static_cast<Unusual>(i)));
  }
  return out;
}

Json json(const Dialogue& dialogue) {
  Json out{{"asked", slug(dialogue.asked)},
           {"unusual", json(dialogue.unusual)},
           {"unusual_at_last", json(dialogue.unusual_at_last)},
           {"asked_before", dialogue.asked_before},
           {"requests", dialogue.requests},
           {"bytes", dialogue.bytes}};
  if (!dialogue.demands.empty()) out["demands"] = own_text(dialogue.demands);
  return out;
}

Json json(const ClientFault& fault) {
  Json out{{"step", slug(fault.step)}, {"due", slug(fault.due)}, {"end", slug(fault.end)}};
  out["put"] = fault.put;
  out["in_pieces"] = fault.in_pieces;
  out["long_answer"] = fault.long_answer;
  out["later_call"] = fault.later_call;
  return out;
}

Json json(const Fault& fault) {
  Json out{{"kind", slug(fault.kind)}};
  if (!fault.rows.empty()) {
    out["rows"] = Json::array();
    for (const auto kind : fault.rows) out["rows"].push_back(slug(kind));
    out["rows_came"] = fault.rows_came;
  }
  if (fault.nothing_due) out["nothing_due"] = true;
  if (fault.case_changed) out["case_changed"] = true;
  if (fault.fraction_lost) out["fraction_lost"] = true;
  if (fault.dialogue) out["dialogue"] = json(*fault.dialogue);
  if (fault.client) out["client"] = json(*fault.client);
  return out;
}

/// Only in reports of a run that failed are they of use: they say what did not make a request fail.
Json json(const AnsweredRightly& answered) {
  Json out = Json::object();
  for (const auto asked : all_asked) out[std::string(slug(asked))] = json(answered.of(asked));
  return out;
}

Json json(const Finding& finding) {
  Json out{{"requirement", own_text(finding.requirement)},
           {"fault", json(finding.fault)},
           {"sentence", own_text(finding.sentence)},
           {"place", own_text(finding.place)},
           {"expectation", own_text(finding.expectation)}};
  if (finding.expected) out["expected"] = json(TesteeBytes(*finding.expected));
  out["received"] = json(finding.received);
  if (finding.first_difference) out["first_difference"] = *finding.first_difference;
  out["transcript"] = Json::array();
  for (const auto& entry : finding.transcript) out["transcript"].push_back(json(entry));
  out["output"] = json(finding.output);
  out["replay"] = own_text(finding.replay);
  return out;
}

Json json(const std::vector<std::string>& texts) {
  auto out = Json::array();
  for (const auto& text : texts) out.push_back(own_text(text));
  return out;
}

/// `leader`: the first case with the same symptom, or null.
Json json(const CaseResult& result, const CaseResult* leader) {
  Json out{{"session", own_text(result.session)},         {"title", own_text(result.title)},
           {"requirement", own_text(result.requirement)}, {"level", protocol::letter(result.level)},
           {"delivery", own_text(result.delivery)},       {"verdict", label(result.verdict)},
           {"reason", own_text(result.reason)},           {"observed", json(result.observed)}};
  if (result.finding) out["finding"] = json(*result.finding);
  if (result.answered != AnsweredRightly()) out["answered"] = json(result.answered);
  if (result.known) {
    out["known"] = {{"kind", result.known->flaky ? "flaky" : "fails"},
                    {"reason", own_text(result.known->reason)},
                    {"place", own_text(result.known->place)}};
  }
  if (result.attempts) {
    out["attempts"] = {{"failed", result.attempts->failed}, {"played", result.attempts->played}};
  }
  if (leader != nullptr && leader != &result) {
    out["same_symptom_as"] = {{"session", own_text(leader->session)},
                              {"delivery", own_text(leader->delivery)}};
  }
  out["elapsed_us"] = result.elapsed.count();
  return out;
}

Json json(const Observation& axis) {
  return {{"requirement", own_text(axis.requirement)},
          {"session", own_text(axis.session)},
          {"title", own_text(axis.title)},
          {"choice", own_text(axis.choice)},
          {"axis", own_text(axis.place.axis)},
          {"question", own_text(axis.place.question)}};
}

Json json(const TimeSpent& time) {
  return {{"sessions_us", time.sessions.count()}, {"load_us", time.load.count()},
          {"random_us", time.random.count()},     {"starts", time.starts},
          {"starting_us", time.starting.count()}, {"silence_us", time.silence.count()}};
}

Json counts(const RunReport& report) {
  Json out;
  for (const auto verdict : all_verdicts) {
    out[std::string(label(verdict))] = count(report, verdict);
  }
  return out;
}

}  // namespace

std::string json_report(const RunReport& report) {
  const auto rules = broken_rules(report, false);
  Json out{{"format", "eardrum-report"},
           {"version", 1},
           {"kit_version", own_text(report.kit_version)},
           {"command", json(report.command)},
           {"address", own_text(report.address)},
           {"profile", name(report.profile)},
           {"confinement", own_text(report.confinement)},
           {"quiet_source", own_text(report.quiet_source)},
           {"started_at", own_text(report.started_at)},
           {"startup_us", report.startup.count()},
           {"elapsed_us", report.elapsed.count()},
           {"exchanges", report.exchanges},
           {"complete", report.complete},
           {"exit_code", exit_code(report)},
           {"counts", counts(report)},
           {"broken_rules", json(rules.broken)},
           {"same_symptom_rules", json(rules.same_symptom)},
           {"cases", Json::array()},
           {"fingerprint", Json::array()}};
  const auto leaders = symptom_leaders(report);
  for (std::size_t i = 0; i < report.cases.size(); ++i) {
    out["cases"].push_back(json(report.cases[i], leaders[i]));
  }
  for (const auto& axis : report.fingerprint) out["fingerprint"].push_back(json(axis));
  if (report.time != TimeSpent{}) out["time"] = json(report.time);
  if (!report.remarks.empty()) out["remarks"] = json(report.remarks);
  if (!report.baseline_faults.empty()) out["baseline_faults"] = json(report.baseline_faults);
  return out.dump(2) + "\n";
}

}  // namespace eardrum::conformance
