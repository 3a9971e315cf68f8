#include "eardrum/conformance/report/cause.hpp"

#include <gtest/gtest.h>

#include <initializer_list>

#include "eardrum/conformance/report/finding_groups.hpp"
#include "eardrum/conformance/report/symptom.hpp"

namespace eardrum::conformance {
namespace {

/// A case in which `sent` was answered with ok, but the last with `received`.
CaseResult failed(std::string rule, std::initializer_list<std::string_view> sent,
                  std::string_view received, std::string sentence) {
  CaseResult result;
  result.verdict = Verdict::fail;
  result.requirement = std::move(rule);
  result.session = "about." + result.requirement;
  result.delivery = "whole";
  result.finding.emplace();
  auto& finding = *result.finding;
  finding.sentence = std::move(sentence);
  finding.received = TesteeBytes(std::string(received));
  for (const auto request : sent) {
    finding.transcript.push_back(
        {TranscriptEntry::Kind::sent, "A", TesteeBytes(std::string(request)), "", {}});
    finding.transcript.push_back(
        {TranscriptEntry::Kind::received, "A", TesteeBytes("ok\n\n"), "", {}});
  }
  finding.transcript.back().bytes = finding.received;
  return result;
}

const std::string other_value = "1 row with another value, for instance 'k 1 100' instead of 'k'";

CaseResult cut_value(std::string rule, std::string_view put = "put palm.cpu 10.6 1501864247\n") {
  return failed(std::move(rule), {put, "get palm.cpu\n"}, "ok\npalm.cpu 1 100\n\n", other_value);
}

TEST(Plain, AreAFewPlainRequestsSentWhole) {
  EXPECT_TRUE(is_plain(cut_value("REQ-GET-6")));
  EXPECT_TRUE(is_plain(failed("REQ-GET-2", {"get *\n"}, "", "silent")));
  EXPECT_TRUE(is_plain(failed("REQ-ERR-2", {"delete palm.cpu\n"}, "", "silent")));
  for (const auto* put :
       {"put palm_cpu 10.6 100\n", "put Palm 10.6 100\n", "put palm -1.5 100\n",
        "put palm 10 100\n", "put palm 1.2345 100\n", "put palm 1.5 0\n", "put palm 1.5 012\n",
        "put palm 1.5 15018642470\n", "put palm  1.5 100\n", "put palm 1.5\n", "put  1.5 100\n",
        "put palm 1.5 100", "put palm 1.5 100\nput palm 1.5 200\n", "put palm . 100\n",
        "put palm  100\n"}) {
    EXPECT_FALSE(is_plain(cut_value("REQ-GET-6", put))) << put;
  }
  auto in_pieces = cut_value("REQ-GET-6");
  in_pieces.delivery = "cut";
  EXPECT_FALSE(is_plain(in_pieces));
  EXPECT_FALSE(is_plain(CaseResult{}));
  const auto* get = "get palm.cpu\n";
  EXPECT_FALSE(is_plain(failed("REQ-GET-6", {get, get, get, get, get, get, get}, "", "silent")));
}

TEST(WayOfFailing, IsVerdictRequestAndFaultWithoutNamesAndNumbers) {
  const auto way = way_of_failing(cut_value("REQ-GET-6"));
  ASSERT_TRUE(way.has_value());
  EXPECT_EQ(way, way_of_failing(cut_value("REQ-FRM-1", "put a_b -0.25 7\n")));
  auto other = cut_value("REQ-GET-6");
  other.finding->sentence = "12 rows with another value, for instance 'x y z' instead of 'missing'";
  EXPECT_EQ(way, way_of_failing(other));
  other.finding->sentence = "no alternative is met: " + other_value;
  EXPECT_EQ(way, way_of_failing(other));
  other.finding->sentence = "1 row missing, for instance 'another value'";
  EXPECT_NE(way, way_of_failing(other));
  other = cut_value("REQ-GET-6");
  other.verdict = Verdict::crash;
  EXPECT_NE(way, way_of_failing(other));
  EXPECT_NE(way, way_of_failing(failed("REQ-GET-2", {"get *\n"}, "ok\n\n", other_value)));
}

TEST(WayOfFailing, KnowsALineThatCameInPieces) {
  const auto whole = failed("REQ-PUT-1", {"put a 1.5 100\n"}, "error\n", "the answer is the error");
  auto pieces = whole;
  auto& transcript = pieces.finding->transcript;
  transcript.insert(transcript.begin(),
                    {TranscriptEntry::Kind::sent, "A", TesteeBytes("put a"), "", {}});
  transcript[1].bytes = TesteeBytes(" 1.5 100\n");
  EXPECT_EQ(way_of_failing(pieces), way_of_failing(whole));
}

TEST(WayOfFailing, IsUnknownWhereWhatIsTakenWasToBeRefused) {
  auto taken =
      failed("REQ-ERR-2", {"delete palm\n"}, "ok\n\n", "the answer differs from byte 0 on");
  taken.finding->expected = "error\nwrong command\n\n";
  EXPECT_EQ(way_of_failing(taken), std::nullopt);
  taken.finding->received = TesteeBytes("ERROR\n\n");
  EXPECT_NE(way_of_failing(taken), std::nullopt);
  EXPECT_EQ(way_of_failing(CaseResult{}), std::nullopt);
}

TEST(WayOfFailing, IsOneForAllAnswersThatDoNotEnd) {
  auto put = failed("REQ-PUT-1", {"put a 1.5 100\n"}, "ok\n", "silent after 3 bytes");
  put.verdict = Verdict::hang;
  auto other = failed("REQ-KEY-1", {"put a_b 1.5 100\n"}, "ok", "closed after 2 bytes");
  other.verdict = Verdict::hang;
  EXPECT_EQ(way_of_failing(put), way_of_failing(other));
}

TEST(Causes, AreThePlainCasesWhoseRuleSpeaksOfTheFault) {
  const std::vector<CaseResult> cases{cut_value("REQ-FRM-1"), cut_value("REQ-PUT-3"),
                                      cut_value("REQ-GET-6"), cut_value("REQ-KEY-1", "put _ 1 1\n"),
                                      failed("REQ-GET-3", {"get palm\n"}, "", "silent")};
  const auto* first = cases.data();
  const Causes causes({first, first + 1, first + 2, first + 3, first + 4});
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(causes.of(cases[i]), first + 2) << i;
  EXPECT_EQ(causes.of(cases[4]), nullptr) << "it explains no other session";
}

TEST(Causes, OfGetAreThoseOfGetOfEverything) {
  const auto get = cut_value("REQ-GET-6");
  const auto star = failed("REQ-GET-2", {"put a 1.5 100\n", "get *\n"}, "ok\n", other_value);
  EXPECT_EQ(Causes({&get, &star}).of(star), &get);
  const auto other_star = failed("REQ-GET-13", {"get *\n"}, "ok\n", other_value);
  EXPECT_EQ(Causes({&star, &other_star}).of(star), &other_star) << "the shorter one";
}

TEST(Causes, AreUnknownWhereOnlyWhatIsSpecialFails) {
  const auto one = cut_value("REQ-KEY-1", "put a_b 1.5 100\n");
  const auto other = cut_value("REQ-PUT-8", "put ab 1.5 0\n");
  const Causes causes({&one, &other});
  EXPECT_EQ(causes.of(one), nullptr);
  EXPECT_EQ(causes.of(other), nullptr);
}

TEST(Causes, AreToldFirstWithTheirRuleAndTheOthersUnderThem) {
  RunReport report;
  report.cases = {cut_value("REQ-FRM-1"), cut_value("REQ-GET-6"),
                  failed("REQ-KEY-1", {"put a_b 1.5 100\n"}, "error\n", "the answer is the error")};
  const auto rules = group_findings(report);
  const auto tellings = tell_once(rules, 3);
  ASSERT_EQ(tellings.size(), 2U);
  EXPECT_EQ(tellings[0].rule->requirement, "REQ-GET-6");
  ASSERT_EQ(tellings[0].in_full.size(), 1U);
  EXPECT_EQ(tellings[0].in_full[0].group->first().requirement, "REQ-GET-6");
  ASSERT_EQ(tellings[0].in_full[0].the_same.size(), 1U);
  EXPECT_EQ(tellings[0].in_full[0].the_same[0]->first().requirement, "REQ-FRM-1");
  EXPECT_EQ(tellings[1].rule->requirement, "REQ-KEY-1");
  EXPECT_EQ(overall_sentence(report),
            "DOES NOT CONFORM to profile base: 2 rules broken: REQ-GET-6, REQ-KEY-1; sessions of "
            "1 more fail in the same way: REQ-FRM-1");
  const auto* cases = report.cases.data();
  EXPECT_EQ(symptom_leaders(report),
            (std::vector<const CaseResult*>{cases + 1, cases + 1, cases + 2}));
}

}  // namespace
}  // namespace eardrum::conformance
