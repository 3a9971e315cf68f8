// Makes failed cases for the tests of blame/.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "eardrum/conformance/blame/dialogue.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// A failed case of the session "about.RULE". The requests `sent` were answered with ok, except the
/// last one: its answer was `received`, and `fault` is what is wrong with it. The dialogue of the
/// fault is computed from `sent`.
inline CaseResult failed_case(std::string rule, std::initializer_list<std::string_view> sent,
                              Fault fault, std::string_view received = "") {
  CaseResult result;
  result.verdict = Verdict::fail;
  result.requirement = std::move(rule);
  result.session = "about." + result.requirement;
  result.delivery = "whole";
  result.finding.emplace();
  auto& finding = *result.finding;
  finding.fault = std::move(fault);
  finding.received = TesteeBytes(std::string(received));
  for (const auto request : sent) {
    finding.transcript.push_back(
        {TranscriptEntry::Kind::sent, "A", TesteeBytes(std::string(request)), "", {}});
    finding.transcript.push_back(
        {TranscriptEntry::Kind::received, "A", TesteeBytes("ok\n\n"), "", {}});
  }
  finding.transcript.back().bytes = finding.received;
  finding.fault.dialogue = dialogue_of(finding.transcript, "", false);
  return result;
}

inline Fault fault_of_kind(FaultKind kind) {
  Fault fault;
  fault.kind = kind;
  return fault;
}

inline Fault wrong_rows(RowFaultKind kind) {
  Fault fault;
  fault.kind = FaultKind::rows;
  fault.rows = {kind};
  fault.rows_came = kind != RowFaultKind::missing;
  return fault;
}

}  // namespace eardrum::conformance
