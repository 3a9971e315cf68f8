#include "eardrum/conformance/report/text/comparison.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eardrum/conformance/report/testing/sample_report.hpp"

namespace eardrum::conformance {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

RunReport green() {
  auto report = sample_report();
  report.cases = {report.cases[0]};
  report.fingerprint[0].choice = "first wins";
  return report;
}

std::vector<NamedReport> two() {
  return {{"python", sample_report()}, {"rust", green()}};
}

TEST(Sum, IsTheGravestVerdictAndHowOftenItCame) {
  Sum sum;
  EXPECT_EQ(sum.text(), "");
  sum.add(Verdict::pass);
  sum.add(Verdict::pass);
  EXPECT_EQ(sum.text(), "PASS 2");
  sum.add(Verdict::crash);
  sum.add(Verdict::fail);
  EXPECT_EQ(sum.text(), "CRASH 1 of 4");
}

TEST(Comparison, HasARowForEachRuleAndAColumnForEachImplementation) {
  const auto text = comparison_text(two(), true);
  EXPECT_THAT(text, StartsWith("A  python: DOES NOT CONFORM to profile base"));
  EXPECT_THAT(text, HasSubstr("\nB  rust: CONFORMS to profile base\n"));
  EXPECT_THAT(text, HasSubstr("\n              A                B\n"
                              "- REQ-CON-8   LEAK 1           -\n"
                              "- REQ-FRM-5   HANG 1 of 2      -\n"));
  EXPECT_THAT(text, HasSubstr("\n- REQ-PUT-1   HARNESS 1 of 2   PASS 1\n"));
  EXPECT_THAT(text, HasSubstr("\n- REQ-PUT-18  INFO 1           -\n"));
}

TEST(Comparison, KeepsColumnsApartWhereACellIsFull) {
  auto reports = two();
  reports[0].report.cases.assign(12'345, sample_report().cases[8]);
  reports[0].report.cases.push_back(sample_report().cases[0]);
  EXPECT_THAT(comparison_text(reports, false),
              HasSubstr("\n- REQ-PUT-1  HARNESS 12345 of 12346  PASS 1\n"));
}

TEST(Comparison, CountsTheRulesThatAreGreenEverywhere) {
  const auto text = comparison_text(two(), false);
  EXPECT_THAT(text, Not(HasSubstr("\n- REQ-PUT-18  INFO")));
  EXPECT_THAT(text, HasSubstr("\nand 1 rule that no report finds broken\n"));
}

TEST(Comparison, ShowsOpenPointsThatAreReadDifferently) {
  EXPECT_THAT(comparison_text(two(), false),
              EndsWith("- REQ-PUT-18  which of two samples at one time is kept\n"
                       "    A  last wins\n    B  first wins\n"));
}

TEST(ComparisonHtml, IsTheSameMatrix) {
  const auto page = comparison_html(two());
  EXPECT_THAT(page, HasSubstr("<th>python</th><th>rust</th>"));
  EXPECT_THAT(page, HasSubstr("<span class=\"verdict bad\">HANG 1 of 2</span>"));
  EXPECT_THAT(page, HasSubstr("<td>last wins</td><td>first wins</td>"));
}

TEST(Difference, TellsRegressionsFromRepairs) {
  const auto before = sample_report();
  auto after = before;
  after.cases[0].verdict = Verdict::fail;
  after.cases[1].verdict = Verdict::pass;
  after.cases[3].verdict = Verdict::untested;
  after.cases[7].verdict = Verdict::pass;
  after.cases.erase(after.cases.begin() + 4);
  const auto changes = difference(before, after);
  ASSERT_EQ(changes.regressions.size(), 1U);
  EXPECT_EQ(changes.regressions[0].after->delivery, "whole");
  ASSERT_EQ(changes.repairs.size(), 1U);
  EXPECT_EQ(changes.repairs[0].after->delivery, "cut");
  ASSERT_EQ(changes.no_longer_told.size(), 2U);
  EXPECT_EQ(changes.no_longer_told[0].after->session, "get.star");
  EXPECT_EQ(changes.no_longer_told[1].before->session, "pipeline.two");
  ASSERT_EQ(changes.others.size(), 1U);
  EXPECT_THAT(
      difference_text(before, after),
      HasSubstr("Regressions\n  REQ-PUT-1  framing.split-put [whole]: PASS before, FAIL now\n"));
  EXPECT_THAT(difference_text(before, after),
              HasSubstr("\n1 regression, 1 repair, 2 no longer judged\nbefore: DOES NOT"));
}

TEST(Difference, ANewCaseThatFailsIsARegression) {
  const auto changes = difference(green(), sample_report());
  EXPECT_EQ(changes.regressions.size(), 4U);
  EXPECT_EQ(changes.regressions[0].before, nullptr);
}

TEST(Difference, NamesEveryRegressionButOnlySomeOfWhatIsLessGrave) {
  RunReport before;
  before.cases.assign(20, sample_report().cases[0]);
  auto after = before;
  for (std::size_t i = 0; i < before.cases.size(); ++i) {
    before.cases[i].session = after.cases[i].session = "case." + std::to_string(i);
    after.cases[i].verdict = i < 10 ? Verdict::fail : Verdict::untested;
  }
  const auto text = difference_text(before, after);
  EXPECT_THAT(text, HasSubstr("  case.9 [whole]: PASS before, FAIL now\n\nNo longer judged\n"));
  EXPECT_THAT(text, HasSubstr("  case.17 [whole]: PASS before, UNTESTED now\n  and 2 more\n"));
}

TEST(Difference, IsEmptyBetweenTheSameReports) {
  const auto report = sample_report();
  EXPECT_THAT(difference_text(report, report),
              StartsWith("0 regressions, 0 repairs, 0 no longer judged\n"));
}

TEST(Badge, SaysTheVerdictAndTheProfile) {
  EXPECT_THAT(badge(sample_report()), HasSubstr("<title>eardrum: 3 rules broken (base)</title>"));
  auto report = green();
  EXPECT_THAT(badge(report), HasSubstr(">conforms (base)</text>"));
  report.complete = false;
  EXPECT_THAT(badge(report), HasSubstr(">incomplete (base)</text>"));
  report = green();
  report.cases.push_back(sample_report().cases[6]);
  EXPECT_THAT(badge(report), HasSubstr(">conforms, in part (base)</text>"));
  report.cases.clear();
  EXPECT_THAT(badge(report), HasSubstr(">undecided (base)</text>"));
}

}  // namespace
}  // namespace eardrum::conformance
