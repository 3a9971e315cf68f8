// The table of blame for clients, and which of their findings are one fault.
#include "eardrum/conformance/blame/client_cause.hpp"

#include <gmock/gmock.h>

#include "eardrum/conformance/blame/cause.hpp"
#include "eardrum/conformance/blame/client_rules.hpp"

namespace eardrum::conformance {
namespace {

using enum ClientStep;
using enum ClientDue;
using enum ClientEnd;

ClientFault fault(ClientStep step, ClientDue due, ClientEnd end) {
  ClientFault out;
  out.step = step;
  out.due = due;
  out.end = end;
  return out;
}

TEST(ClientRules, BlameTheStep) {
  EXPECT_EQ(client_rule_about(fault(construction, success, raised)), "REQ-CLI-1");
  EXPECT_EQ(client_rule_about(fault(request, success, wrong_bytes)), "REQ-CLI-7");
  EXPECT_EQ(client_rule_about(fault(request, success, raised)), "REQ-CLI-2");
  EXPECT_EQ(client_rule_about(fault(outcome, success, raised)), "REQ-CLI-2");
  EXPECT_EQ(client_rule_about(fault(outcome, samples, wrong_data)), "REQ-CLI-3");
  EXPECT_EQ(client_rule_about(fault(outcome, nothing, wrong_type)), "REQ-CLI-4");
  EXPECT_EQ(client_rule_about(fault(outcome, error, succeeded)), "REQ-CLI-5");
}

TEST(ClientRules, BlamePiecesAndWaitingWhateverTheAnswerIs) {
  auto pieces = fault(outcome, samples, wrong_data);
  pieces.in_pieces = true;
  EXPECT_EQ(client_rule_about(pieces), "REQ-CLI-8");
  pieces.long_answer = true;
  EXPECT_EQ(client_rule_about(pieces), "REQ-LIM-3");
  EXPECT_EQ(client_rule_about(fault(outcome, samples, late)), "REQ-CLI-8");
  EXPECT_EQ(client_rule_about(fault(outcome, success, hung)), "REQ-CLI-8");
  EXPECT_EQ(client_rule_about(fault(outcome, error, hung)), "REQ-CLI-5");
}

TEST(ClientRules, LeaveToTheSessionWhatOnlyItKnows) {
  EXPECT_EQ(client_rule_about(fault(outcome, refusal, succeeded)), "");
  EXPECT_EQ(client_rule_about(fault(request, refusal, extra_bytes)), "");
  EXPECT_EQ(client_rule_about(fault(request, success, reconnected)), "");
  auto later = fault(outcome, samples, wrong_data);
  later.later_call = true;
  EXPECT_EQ(client_rule_about(later), "");
}

/// A case of a rule that fails so, with that in its rows which is unusual.
CaseResult failed(const std::string& rule, const ClientFault& fault,
                  std::initializer_list<Unusual> unusual = {}) {
  CaseResult result;
  result.session = rule + std::to_string(unusual.size());
  result.delivery = "whole";
  result.verdict = Verdict::fail;
  result.finding.emplace();
  result.finding->requirement = rule;
  result.finding->fault.client = fault;
  result.finding->fault.dialogue.emplace();
  for (const auto one : unusual)
    result.finding->fault.dialogue->unusual.set(static_cast<std::size_t>(one));
  return result;
}

using Names = std::vector<std::string>;

Names broken(std::vector<CaseResult> cases) {
  RunReport report;
  report.cases = std::move(cases);
  return broken_rules(report, false).broken;
}

TEST(ClientCauses, ThePlainestExplainsWhatFailsAlikeInPieces) {
  const auto plain = fault(outcome, samples, wrong_type);
  auto pieces = plain;
  pieces.in_pieces = true;
  EXPECT_EQ(broken({failed("REQ-CLI-8", pieces), failed("REQ-CLI-3", plain)}), Names{"REQ-CLI-3"});
}

TEST(ClientCauses, WhatIsUnusualElsewhereExplainsNothingPlain) {
  const auto odd = fault(outcome, samples, raised);
  auto pieces = odd;
  pieces.in_pieces = true;
  EXPECT_EQ(
      broken({failed("REQ-CLI-8", pieces), failed("REQ-CLI-3", odd, {Unusual::protocol_word})}),
      (Names{"REQ-CLI-8", "REQ-CLI-3"}));
}

TEST(ClientCauses, WhatFailsOnlyInPiecesIsNotExplainedByWhatFailsWhole) {
  const auto plain = fault(outcome, samples, wrong_data);
  auto cut = failed("REQ-CLI-8", plain);
  cut.delivery = "cut";
  EXPECT_EQ(broken({failed("REQ-CLI-3", plain), cut}), (Names{"REQ-CLI-3", "REQ-CLI-8"}));
}

TEST(ClientCauses, OneThatWaitsForSomethingElseDoesSoAfterEachAnswer) {
  EXPECT_EQ(broken({failed("REQ-CLI-8", fault(outcome, samples, late)),
                    failed("REQ-CLI-5", fault(outcome, error, hung))}),
            Names{"REQ-CLI-8"});
}

TEST(ClientCauses, ALongAnswerComesInSeveralReads) {
  auto pieces = fault(outcome, samples, wrong_data);
  pieces.in_pieces = true;
  auto longer = fault(outcome, samples, raised);
  longer.in_pieces = longer.long_answer = true;
  EXPECT_EQ(broken({failed("REQ-LIM-3", longer), failed("REQ-CLI-8", pieces)}), Names{"REQ-CLI-8"});
  EXPECT_EQ(broken({failed("REQ-LIM-3", longer)}), Names{"REQ-LIM-3"});
}

}  // namespace
}  // namespace eardrum::conformance
