#include "eardrum/conformance/blame/cause.hpp"

#include <gtest/gtest.h>

#include "eardrum/conformance/blame/failed_case.hpp"
#include "eardrum/conformance/blame/symptom.hpp"

namespace eardrum::conformance {
namespace {

using Rules = std::vector<std::string>;

CaseResult cut_value(std::string rule, std::string_view put = "put palm.cpu 10.6 1501864247\n") {
  auto fault = wrong_rows(RowFaultKind::other_value);
  fault.fraction_lost = true;
  return failed_case(std::move(rule), {put, "get palm.cpu\n"}, fault, "ok\npalm.cpu 1 100\n\n");
}

CaseResult refused(std::string rule, std::string_view put) {
  return failed_case(std::move(rule), {put}, fault_of_kind(FaultKind::error_instead),
                     "error\nwrong command\n\n");
}

AnsweredRightly answered_ok(std::initializer_list<std::string_view> requests) {
  return answered_rightly(failed_case("", requests, {}, "ok\n\n").finding->transcript);
}

RunReport report_of(std::vector<CaseResult> cases) {
  RunReport report;
  report.cases = std::move(cases);
  return report;
}

TEST(WayOfFailing, IsVerdictRequestAndFaultWithoutNamesAndNumbers) {
  const auto way = way_of_failing(cut_value("REQ-GET-6"));
  ASSERT_TRUE(way.has_value());
  EXPECT_EQ(way, way_of_failing(cut_value("REQ-FRM-1", "put a_b -0.25 7\n")));
  auto other = cut_value("REQ-GET-6");
  other.finding->sentence = "whatever it says";
  EXPECT_EQ(way, way_of_failing(other)) << "nothing reads sentences";
  other.finding->fault.rows = {RowFaultKind::missing};
  EXPECT_NE(way, way_of_failing(other));
  other = cut_value("REQ-GET-6");
  other.verdict = Verdict::crash;
  EXPECT_NE(way, way_of_failing(other));
}

TEST(WayOfFailing, IsUnknownWhereWhatIsTakenWasToBeRefused) {
  const auto taken =
      failed_case("REQ-ERR-2", {"delete palm\n"}, fault_of_kind(FaultKind::accepted));
  EXPECT_EQ(way_of_failing(taken), std::nullopt);
  const auto text =
      failed_case("REQ-ERR-2", {"delete palm\n"}, fault_of_kind(FaultKind::error_text));
  EXPECT_NE(way_of_failing(text), std::nullopt);
  EXPECT_EQ(way_of_failing(CaseResult{}), std::nullopt);
}

TEST(WayOfFailing, IsOneForAllAnswersThatDoNotEnd) {
  const auto unfinished = fault_of_kind(FaultKind::unfinished);
  EXPECT_EQ(way_of_failing(failed_case("REQ-PUT-1", {"put a.a 1.5 1\n"}, unfinished, "ok\n")),
            way_of_failing(failed_case("REQ-GET-1", {"get a.a\n"}, unfinished, "ok\n")));
}

TEST(WayOfFailing, OfACrashIsTheSameForEachCommand) {
  const auto crashed = [](const char* request) {
    auto one = failed_case("REQ-KEY-1", {request}, fault_of_kind(FaultKind::crashed));
    one.verdict = Verdict::crash;
    return way_of_failing(one);
  };
  EXPECT_EQ(crashed("put a.a 1.5 1\n"), crashed("get *\n"));
  EXPECT_NE(crashed("put a.a 1.5 1\n"), crashed("get\n"));
}

TEST(WayOfFailing, OfAContradictionIsThatOfItsSecondAnswer) {
  const std::initializer_list<std::string_view> again{"put a.a 1.5 1\n", "put a.a 1.5 1\n"};
  const auto refused = failed_case("REQ-PUT-17", again, fault_of_kind(FaultKind::error_instead),
                                   "error\nwrong command\n\n");
  const auto changed = failed_case("REQ-FRM-4", again, fault_of_kind(FaultKind::contradiction),
                                   "error\nwrong command\n\n");
  EXPECT_EQ(way_of_failing(refused), way_of_failing(changed));
}

TEST(Causes, AreTheCasesWhoseRuleSpeaksOfTheFaultWhereAPlainOneFails) {
  const std::vector<CaseResult> cases{
      cut_value("REQ-FRM-1"), cut_value("REQ-PUT-3", "put palm.cpu 0.25 7\n"),
      cut_value("REQ-GET-6"), cut_value("REQ-KEY-1", "put _ 1 1\n"),
      failed_case("REQ-GET-3", {"get palm.cpu\n"}, fault_of_kind(FaultKind::silent))};
  const auto* first = cases.data();
  const Causes causes({first, first + 1, first + 2, first + 3, first + 4});
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(causes.of(cases[i]), first + 1) << i;
  EXPECT_EQ(causes.of(cases[4]), nullptr) << "it explains no other session";
}

TEST(Causes, AreWhatAllCasesHaveInCommonThoughNoneOfThemIsPlain) {
  const auto negative = refused("REQ-PUT-4", "put a.a -1.5 7\n");
  const auto negative_too = refused("REQ-PUT-1", "put a_a -2.5 1501864247\n");
  const Causes causes({&negative, &negative_too});
  EXPECT_EQ(causes.of(negative), &negative);
  EXPECT_EQ(causes.of(negative_too), &negative);
}

TEST(Causes, AreNotWhatIsAnsweredRightlyElsewhere) {
  // Both have a short time and a key with an underscore; only one of these is the cause.
  const auto one = refused("REQ-PUT-8", "put a_a 1.5 7\n");
  const auto two = refused("REQ-KEY-1", "put b_b 1.5 8\n");
  CaseResult green;
  green.answered = answered_ok({"put a.a 1.5 7\n", "put b 1.5 8\n"});
  EXPECT_EQ(Causes({&one, &two, &green}).of(one), &two);
  green.answered = answered_ok({"put a_a 1.5 1501864247\n", "put b 1.5 1501864247\n"});
  EXPECT_EQ(Causes({&one, &two, &green}).of(two), &one);
}

TEST(Causes, OfGetAreThoseOfGetOfEverything) {
  const auto get = cut_value("REQ-GET-6");
  auto fault = wrong_rows(RowFaultKind::other_value);
  const auto star =
      failed_case("REQ-GET-2", {"put a.a 1.5 1501864247\n", "get *\n"}, fault, "ok\n");
  EXPECT_EQ(Causes({&get, &star}).of(star), &get);
}

TEST(Causes, ExplainNoneThatLacksWhatIsUnusualInThem) {
  const auto odd = refused("REQ-KEY-2", "put a% 1.5 1501864247\n");
  const auto also_odd = refused("REQ-KEY-3", "put %a 1.5 1501864247\n");
  EXPECT_EQ(Causes({&odd, &also_odd}).of(also_odd), nullptr)
      << "two odd names may be refused for two reasons";
  auto cut = cut_value("REQ-FRM-5");
  cut.delivery = "cut";
  const auto both = cut_value("REQ-FRM-1", "put a_b.c 1.5 7\n");
  EXPECT_EQ(Causes({&cut, &both}).of(both), nullptr);
}

TEST(Causes, TellALongLineUnderTheRuleAboutSegments) {
  auto cut = cut_value("REQ-FRM-5");
  cut.delivery = "cut";
  const auto line = "put " + std::string(2000, 'k') + " 1.5 1501864247\n";
  const auto long_line =
      failed_case("REQ-FRM-4", {line}, fault_of_kind(FaultKind::second_answer), "ok\n\nerror\n");
  EXPECT_EQ(Causes({&long_line, &cut}).of(long_line), &cut);
  EXPECT_EQ(broken_rules(report_of({long_line, cut}), false).broken, Rules{"REQ-FRM-5"});
}

TEST(Causes, TellALongLineAsAllElseThatIsSilent) {
  const auto silent = [](const char* rule, const std::string& request) {
    auto one = failed_case(rule, {request}, fault_of_kind(FaultKind::silent));
    one.verdict = Verdict::hang;
    return one;
  };
  auto in_pieces = silent("REQ-FRM-5", "put a.a 1.5 7\n");
  in_pieces.finding->fault.dialogue->unusual.set(static_cast<std::size_t>(Unusual::pieces));
  const auto report =
      report_of({silent("REQ-FRM-1", "put a.a 1.5 1501864247\n"), silent("REQ-GET-3", "get a.a\n"),
                 in_pieces, silent("REQ-FRM-4", "get " + std::string(2000, 'k') + "\n")});
  EXPECT_EQ(broken_rules(report, false).broken, Rules{"REQ-FRM-1"});
}

TEST(BrokenRules, AreThoseThatNoOtherExplains) {
  const auto report = report_of(
      {cut_value("REQ-FRM-1"), cut_value("REQ-GET-6"), refused("REQ-KEY-1", "put a_b 1.5 1\n")});
  const auto rules = broken_rules(report, false);
  EXPECT_EQ(rules.broken, (Rules{"REQ-GET-6", "REQ-KEY-1"}));
  EXPECT_EQ(rules.same_symptom, Rules{"REQ-FRM-1"});
}

TEST(BrokenRules, NameAGeneralRuleOnlyWhereNoSpecificOneFailsAlike) {
  const auto general = refused("REQ-PUT-1", "put a% 1.5 1501864247\n");
  const auto specific = refused("REQ-PUT-4", "put a.a -1.5 1501864247\n");
  EXPECT_EQ(broken_rules(report_of({general, specific}), false).broken, Rules{"REQ-PUT-4"});
  EXPECT_EQ(broken_rules(report_of({general}), false).broken, Rules{"REQ-PUT-1"});
}

TEST(BrokenRules, LeaveOutWhatTheBaselineKnowsAndNameItOnRequest) {
  auto known = refused("REQ-KEY-1", "put a_b 1.5 1\n");
  known.known.emplace();
  const auto report = report_of({known, cut_value("REQ-GET-6")});
  EXPECT_EQ(broken_rules(report, false).broken, Rules{"REQ-GET-6"});
  EXPECT_EQ(broken_rules(report, true).broken, Rules{"REQ-KEY-1"});
}

/// Sentences are for people: with each of them replaced, the same is concluded.
TEST(BrokenRules, DoNotDependOnAnySentence) {
  const auto report = report_of({cut_value("REQ-FRM-1"), cut_value("REQ-GET-6"),
                                 refused("REQ-KEY-1", "put a_b 1.5 1\n"),
                                 refused("REQ-PUT-4", "put a.a -1.5 1\n")});
  auto without = report;
  for (auto& one : without.cases) {
    one.title = one.reason = "placeholder";
    one.finding->sentence = one.finding->expectation = "placeholder";
  }
  EXPECT_EQ(broken_rules(report, false).broken, broken_rules(without, false).broken);
  EXPECT_EQ(broken_rules(report, false).same_symptom, broken_rules(without, false).same_symptom);
  const auto leaders = symptom_leaders(report);
  const auto leaders_without = symptom_leaders(without);
  for (std::size_t i = 0; i < leaders.size(); ++i) {
    EXPECT_EQ(leaders[i] - report.cases.data(), leaders_without[i] - without.cases.data());
  }
}

}  // namespace
}  // namespace eardrum::conformance
