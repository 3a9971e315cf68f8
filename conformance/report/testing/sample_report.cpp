#include "eardrum/conformance/report/testing/sample_report.hpp"

#include <algorithm>
#include <string>

namespace eardrum::conformance {
namespace {

using std::chrono::microseconds;

/// The bytes that stand in each place.
struct Said {
  std::string answer;
  std::string out;
  std::string err;
};

Finding split_put(const Said& said, std::string_view delivery) {
  const std::string request = "put palm.cpu 10.6 1501864247\n";
  Finding finding;
  finding.requirement = "REQ-FRM-5";
  finding.sentence = "sent in two pieces, cut after byte 7: the answer is not the one expected";
  finding.fault.kind = FaultKind::error_instead;
  Dialogue dialogue;
  dialogue.unusual.set(static_cast<std::size_t>(Unusual::pieces));
  dialogue.unusual_at_last = dialogue.unusual;
  dialogue.requests = 1;
  dialogue.bytes = request.size();
  finding.fault.dialogue = dialogue;
  finding.place = "framing.session:12:1";
  finding.expectation = "A< ok\\n\\n";
  finding.expected = "ok\n\n";
  finding.received = TesteeBytes(said.answer);
  const auto [here, there] = std::ranges::mismatch(said.answer, *finding.expected);
  if (here != said.answer.end()) {
    finding.first_difference = static_cast<std::size_t>(here - said.answer.begin());
  }
  using enum TranscriptEntry::Kind;
  finding.transcript = {
      {event, "A", {}, "connected", microseconds(113)},
      {sent, "A", TesteeBytes(request), "", microseconds(131)},
      {event, "A", {}, "sent in 2 pieces, cut after byte 7", microseconds(131)},
      {received, "A", TesteeBytes(said.answer), "", microseconds(1204)},
      {event, "", {}, "the testee writes to stderr", microseconds(1300)},
  };
  finding.output = {TesteeBytes(said.out), TesteeBytes(said.err), 0, 4096};
  finding.replay = "eardrum check --only framing.split-put --delivery " + std::string(delivery) +
                   " -- python3 -m server {host} {port}";
  return finding;
}

CaseResult one_case(std::string session, std::string requirement, std::string delivery,
                    Verdict verdict) {
  CaseResult result;
  result.session = std::move(session);
  result.title = "a put is answered ok";
  result.requirement = std::move(requirement);
  result.level = protocol::find_requirement(result.requirement)->level;
  result.delivery = std::move(delivery);
  result.verdict = verdict;
  result.elapsed = microseconds(1500);
  return result;
}

CaseResult unplayed(CaseResult result, std::string reason) {
  result.reason = std::move(reason);
  return result;
}

CaseResult found(CaseResult result, const Said& said, std::string requirement,
                 std::string sentence = "") {
  result.finding = split_put(said, result.delivery);
  result.finding->requirement = std::move(requirement);
  if (!sentence.empty()) result.finding->sentence = std::move(sentence);
  if (result.verdict == Verdict::crash) result.finding->fault.kind = FaultKind::crashed;
  if (result.verdict == Verdict::leak) result.finding->fault = {};  // no dialogue shows it
  result.answered.add(Asked::get, result.finding->fault.dialogue.value_or(Dialogue()).unusual);
  return result;
}

RunReport report_of(const Said& said) {
  using enum Verdict;
  RunReport report;
  report.kit_version = "0.1.0";
  report.command = {"python3", "-m", "server", "{host}", "{port}"};
  report.address = "127.0.0.1:43117";
  report.confinement = "process group";
  report.quiet_source = "sock_diag and /proc";
  report.started_at = "2026-11-22T17:00:00Z";
  report.startup = microseconds(84'000);
  report.elapsed = microseconds(3'214'000);
  report.exchanges = 1310;
  report.time = {.sessions = microseconds(2'000'000),
                 .load = microseconds(1'000'000),
                 .random = microseconds(214'000),
                 .starts = 12,
                 .starting = microseconds(900'000),
                 .silence = microseconds(20'000)};
  report.cases = {
      one_case("framing.split-put", "REQ-PUT-1", "whole", pass),
      found(one_case("framing.split-put", "REQ-PUT-1", "cut", fail), said, "REQ-FRM-5"),
      found(one_case("framing.split-put", "REQ-PUT-1", "byte-by-byte", hang), said, "REQ-FRM-5",
            "sent one byte at a time: no answer came"),
      found(one_case("get.star", "REQ-GET-2", "whole", crash), said, "REQ-GET-2",
            "the testee was killed by signal 11 (Segmentation fault)"),
      found(one_case("pipeline.two", "REQ-FRM-7", "coalesced", warn), said, "REQ-FRM-7",
            "one answer came for two requests"),
      unplayed(one_case("get.after-restart", "REQ-GET-5", "whole", not_applicable),
               "the testee was already running"),
      unplayed(one_case("get.order", "REQ-GET-5", "whole", untested),
               "it needs get.star, which failed"),
      one_case("put.repeated", "REQ-PUT-18", "whole", info),
      found(one_case("put.long-name", "REQ-PUT-1", "whole", harness), said, "REQ-PUT-1",
            "the testee could not be started"),
      found(one_case("load.memory-stays-level", "REQ-CON-8", "whole", leak), said, "REQ-CON-8",
            "it kept 1.2 MiB of 400 visits"),
  };
  report.cases[7].observed = {"last wins"};
  report.fingerprint = {
      {"REQ-PUT-18",
       "put.repeated",
       "which of two samples at one time is kept",
       "last wins",
       {"two puts at one timestamp", "a second value"}},
      {"REQ-GET-9", "get.order", "the order of rows", "by time", {"order of rows", ""}},
  };
  return report;
}

void spoil(CaseResult& result, const std::string& bytes) {
  for (auto* text : {&result.session, &result.title, &result.requirement, &result.delivery}) {
    *text += bytes;
  }
  if (!result.reason.empty()) result.reason = bytes;
  for (auto& text : result.observed) text = bytes;
  if (result.known) result.known->reason = result.known->place = bytes;
  if (!result.finding) return;
  auto& finding = *result.finding;
  for (auto* text : {&finding.requirement, &finding.sentence, &finding.place, &finding.expectation,
                     &finding.replay}) {
    *text = bytes;
  }
  for (auto& entry : finding.transcript) {
    entry.connection = bytes;
    if (entry.kind == TranscriptEntry::Kind::event) entry.event = bytes;
  }
}

}  // namespace

RunReport sample_report(std::string_view testee_bytes) {
  const std::string bytes(testee_bytes);
  return report_of({bytes, bytes, bytes});
}

RunReport sample_report() {
  return report_of({"error\nwrong command\n\n", "",
                    "Traceback (most recent call last):\n"
                    "  File \"server.py\", line 31, in data_received\n"
                    "    key, value, timestamp = line.split()\n"
                    "ValueError: not enough values to unpack (expected 3, got 1)\n"});
}

RunReport sample_report_with_baseline() {
  auto report = sample_report();
  report.cases[1].known = Known{false, "issue 12: one chunk is one command", "baseline.txt:3:1"};
  report.cases[2].known = Known{true, "the machine swaps", "baseline.txt:4:1"};
  report.cases[2].attempts = Attempts{1, 3};
  report.remarks = {"the client can be made only with a timeout"};
  report.baseline_faults = {"baseline.txt:5:1: get.one whole: passes now, so the entry has to go"};
  return report;
}

void spoil_own_texts(RunReport& report, std::string_view spoiling) {
  const std::string bytes(spoiling);
  for (auto* text : {&report.kit_version, &report.address, &report.confinement,
                     &report.quiet_source, &report.started_at}) {
    *text = bytes;
  }
  for (auto& word : report.command) word = bytes;
  for (auto& result : report.cases) spoil(result, bytes);
  for (auto& fault : report.baseline_faults) fault = bytes;
  for (auto& remark : report.remarks) remark = bytes;
  for (auto& axis : report.fingerprint) {
    for (auto* text : {&axis.requirement, &axis.session, &axis.title, &axis.choice,
                       &axis.place.axis, &axis.place.question}) {
      *text = bytes;
    }
  }
}

}  // namespace eardrum::conformance
