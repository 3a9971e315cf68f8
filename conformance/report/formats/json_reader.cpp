// The way back from JSON. A report file may come from anywhere: every field is checked, and no
// error repeats its bytes unescaped.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "eardrum/conformance/report/formats/json.hpp"
#include "eardrum/conformance/report/formats/json_document.hpp"
#include "eardrum/conformance/report/own_text.hpp"

namespace eardrum::conformance {
namespace {

using Json = nlohmann::json;

constexpr int depth_max = 12;

std::string text(const Value& value) {
  return value.text();
}

TesteeBytes bytes(const Value& value) {
  Object object(value);
  const auto read = TesteeBytes::from_base64(object["base64"].text());
  if (!read) object["base64"].refuse("is not base64 text");
  if (object["text"].text() != read->visible()) object["text"].refuse("does not fit the base64");
  object.refuse_the_rest();
  return *read;
}

TranscriptEntry entry(const Value& value) {
  using Kind = TranscriptEntry::Kind;
  Object object(value);
  TranscriptEntry out;
  out.at = object["at_us"].duration();
  out.connection = object["connection"].text();
  const auto kind = object["kind"].text();
  if (kind == "event") {
    out.kind = Kind::event;
    out.event = object["event"].text();
  } else if (kind == "sent" || kind == "received") {
    out.kind = kind == "sent" ? Kind::sent : Kind::received;
    out.bytes = bytes(object["bytes"]);
  } else {
    object["kind"].refuse("no kind is called " + in_quotes(kind));
  }
  object.refuse_the_rest();
  return out;
}

TesteeOutput output(const Value& value) {
  Object object(value);
  TesteeOutput out;
  out.out = bytes(object["out"]);
  out.out_dropped_bytes = object["out_dropped_bytes"].number();
  out.err = bytes(object["err"]);
  out.err_dropped_bytes = object["err_dropped_bytes"].number();
  object.refuse_the_rest();
  return out;
}

/// The value that a slug stands for.
template <class Kind>
Kind kind_of(const Value& value, std::optional<Kind> (*parse)(std::string_view)) {
  const auto kind = parse(value.text());
  if (!kind) value.refuse("no kind is called " + in_quotes(value.text()));
  return *kind;
}

Unusuals unusuals(const Value& value) {
  Unusuals out;
  const auto read = [](const Value& each) { return kind_of(each, parse_unusual); };
  for (const auto one : value.list(read)) out.set(static_cast<std::size_t>(one));
  return out;
}

Dialogue dialogue(const Value& value) {
  Object object(value);
  Dialogue out;
  out.asked = kind_of(object["asked"], parse_asked);
  out.unusual = unusuals(object["unusual"]);
  out.unusual_at_last = unusuals(object["unusual_at_last"]);
  out.asked_before = object["asked_before"].truth();
  out.requests = object["requests"].number();
  out.bytes = object["bytes"].number();
  if (const auto rule = object.find("demands")) out.demands = rule->text();
  object.refuse_the_rest();
  return out;
}

ClientFault client_fault(const Value& value) {
  Object object(value);
  ClientFault out;
  out.step = kind_of(object["step"], parse_client_step);
  out.due = kind_of(object["due"], parse_client_due);
  out.end = kind_of(object["end"], parse_client_end);
  out.put = object["put"].truth();
  out.in_pieces = object["in_pieces"].truth();
  out.long_answer = object["long_answer"].truth();
  out.later_call = object["later_call"].truth();
  object.refuse_the_rest();
  return out;
}

Fault fault(const Value& value) {
  Object object(value);
  Fault out;
  out.kind = kind_of(object["kind"], parse_fault_kind);
  if (const auto rows = object.find("rows")) {
    out.rows = rows->list([](const Value& each) { return kind_of(each, parse_row_fault_kind); });
    out.rows_came = object["rows_came"].truth();
  }
  if (const auto nothing = object.find("nothing_due")) out.nothing_due = nothing->truth();
  if (const auto changed = object.find("case_changed")) out.case_changed = changed->truth();
  if (const auto lost = object.find("fraction_lost")) out.fraction_lost = lost->truth();
  if (const auto found = object.find("dialogue")) out.dialogue = dialogue(*found);
  if (const auto found = object.find("client")) out.client = client_fault(*found);
  object.refuse_the_rest();
  return out;
}

AnsweredRightly answered(const Value& value) {
  Object object(value);
  AnsweredRightly out;
  for (const auto asked : all_asked) {
    out.add(asked, unusuals(object[std::string(slug(asked)).c_str()]));
  }
  object.refuse_the_rest();
  return out;
}

Finding finding(const Value& value) {
  Object object(value);
  Finding out;
  out.requirement = object["requirement"].text();
  if (const auto found = object.find("fault")) out.fault = fault(*found);
  out.sentence = object["sentence"].text();
  out.place = object["place"].text();
  out.expectation = object["expectation"].text();
  if (const auto expected = object.find("expected")) {
    out.expected = std::string(bytes(*expected).for_judging());
  }
  out.received = bytes(object["received"]);
  if (const auto offset = object.find("first_difference")) out.first_difference = offset->number();
  out.transcript = object["transcript"].list(entry);
  out.output = output(object["output"]);
  out.replay = object["replay"].text();
  object.refuse_the_rest();
  return out;
}

protocol::Level level(const Value& value) {
  using enum protocol::Level;
  for (const auto one : {stated, derived, house, unspecified}) {
    if (value.text() == protocol::letter(one)) return one;
  }
  value.refuse("no level is called " + in_quotes(value.text()));
}

Known known(const Value& value) {
  Object object(value);
  Known out;
  const auto kind = object["kind"].text();
  if (kind != "fails" && kind != "flaky") {
    object["kind"].refuse("no entry of a baseline is called " + in_quotes(kind));
  }
  out.flaky = kind == "flaky";
  out.reason = object["reason"].text();
  out.place = object["place"].text();
  object.refuse_the_rest();
  return out;
}

Attempts attempts(const Value& value) {
  Object object(value);
  constexpr std::uint64_t attempts_max = 1000;
  const auto failed = object["failed"].number();
  const auto played = object["played"].number();
  if (played > attempts_max || failed > played) value.refuse("no such numbers of attempts");
  object.refuse_the_rest();
  return {static_cast<unsigned>(failed), static_cast<unsigned>(played)};
}

CaseResult case_result(const Value& value) {
  Object object(value);
  CaseResult out;
  out.session = object["session"].text();
  out.title = object["title"].text();
  out.requirement = object["requirement"].text();
  out.level = level(object["level"]);
  out.delivery = object["delivery"].text();
  const auto verdict = parse_verdict(object["verdict"].text());
  if (!verdict) {
    object["verdict"].refuse("no verdict is called " + in_quotes(object["verdict"].text()));
  }
  out.verdict = *verdict;
  out.reason = object["reason"].text();
  out.observed = object["observed"].list(text);
  if (const auto found = object.find("finding")) out.finding = finding(*found);
  if (const auto found = object.find("known")) out.known = known(*found);
  if (const auto found = object.find("answered")) out.answered = answered(*found);
  if (const auto found = object.find("attempts")) out.attempts = attempts(*found);
  if (out.known && !is_failure(out.verdict)) object["known"].refuse("belongs to no failure");
  object.find("same_symptom_as");  // follows from the cases: see check_symptoms()
  out.elapsed = object["elapsed_us"].duration();
  object.refuse_the_rest();
  return out;
}

Observation observation(const Value& value) {
  Object object(value);
  Observation out{object["requirement"].text(), object["session"].text(), object["title"].text(),
                  object["choice"].text()};
  // Reports of older kits have neither.
  if (const auto axis = object.find("axis")) out.place.axis = axis->text();
  if (const auto question = object.find("question")) out.place.question = question->text();
  object.refuse_the_rest();
  return out;
}

TimeSpent time_spent(const Value& value) {
  Object object(value);
  TimeSpent out;
  out.sessions = object["sessions_us"].duration();
  out.load = object["load_us"].duration();
  out.random = object["random_us"].duration();
  out.starts = object["starts"].number();
  out.starting = object["starting_us"].duration();
  out.silence = object["silence_us"].duration();
  object.refuse_the_rest();
  return out;
}

/// The sums stand in the file for its readers; they must be those of the cases.
void check_sums(Object& object, const RunReport& report) {
  if (object["exit_code"].number() != static_cast<std::uint64_t>(exit_code(report))) {
    object["exit_code"].refuse("does not fit the cases");
  }
  const auto value = object["counts"];
  Object counts(value);
  for (const auto verdict : all_verdicts) {
    // Reports of kits that did not know this verdict have no sum of it.
    const bool is_new = verdict == Verdict::leak || verdict == Verdict::sanitizer;
    const std::string name(label(verdict));
    if (is_new && count(report, verdict) == 0 && !counts.find(name.c_str())) continue;
    const auto sum = counts[name.c_str()];
    if (sum.number() != count(report, verdict)) sum.refuse("does not fit the cases");
  }
  counts.refuse_the_rest();
}

/// What is alike follows from the cases, and another version may see it otherwise: it is checked,
/// not kept. It must name an earlier case.
void check_symptoms(const Value& cases, const RunReport& report) {
  for (std::size_t i = 0; i < report.cases.size(); ++i) {
    const auto& json = cases.json()[i];
    const auto found = json.find("same_symptom_as");
    if (found == json.end()) continue;
    const Value value(*found, cases.path() + "/" + std::to_string(i) + "/same_symptom_as");
    Object object(value);
    const auto session = object["session"].text();
    const auto delivery = object["delivery"].text();
    object.refuse_the_rest();
    const auto known = std::ranges::any_of(report.cases, [&](const CaseResult& one) {
      return one.session == session && one.delivery == delivery;
    });
    if (!known) value.refuse("does not name a case of the report");
  }
}

RunReport run_report(const Value& value) {
  Object object(value);
  if (object["format"].text() != "eardrum-report") value.refuse("is not a report of eardrum");
  if (object["version"].number() != 1) object["version"].refuse("only version 1 is supported");
  RunReport out;
  out.kit_version = object["kit_version"].text();
  out.command = object["command"].list(text);
  out.address = object["address"].text();
  const auto profile = parse_profile(object["profile"].text());
  if (!profile) {
    object["profile"].refuse("no profile is called " + in_quotes(object["profile"].text()));
  }
  out.profile = *profile;
  out.confinement = object["confinement"].text();
  out.quiet_source = object["quiet_source"].text();
  out.started_at = object["started_at"].text();
  out.startup = object["startup_us"].duration();
  out.elapsed = object["elapsed_us"].duration();
  out.exchanges = object["exchanges"].number();
  out.complete = object["complete"].truth();
  out.cases = object["cases"].list(case_result);
  out.fingerprint = object["fingerprint"].list(observation);
  if (const auto faults = object.find("baseline_faults")) out.baseline_faults = faults->list(text);
  if (const auto remarks = object.find("remarks")) out.remarks = remarks->list(text);
  if (const auto time = object.find("time")) out.time = time_spent(*time);
  object.find("broken_rules");  // follow from the cases, and another version may see them otherwise
  object.find("same_symptom_rules");
  check_sums(object, out);
  check_symptoms(object["cases"], out);
  object.refuse_the_rest();
  return out;
}

}  // namespace

std::expected<RunReport, std::string> read_json_report(std::string_view text) {
  bool too_deep = false;
  const auto bound_depth = [&](int depth, Json::parse_event_t, Json&) {
    too_deep = too_deep || depth > depth_max;
    return !too_deep;
  };
  try {
    const auto json = Json::parse(text, bound_depth);
    if (too_deep) throw Refusal{"the report: is nested too deeply"};
    return run_report(Value(json, ""));
  } catch (const Json::parse_error& error) {
    return std::unexpected("byte " + std::to_string(error.byte) + ": is not JSON");
  } catch (const Json::out_of_range&) {  // its words quote the file, and it knows no place
    return std::unexpected("the report: contains a number beyond binary64");
  } catch (const Refusal& refusal) {
    return std::unexpected(refusal.sentence);
  }
}

}  // namespace eardrum::conformance
