#include "eardrum/conformance/verdict/run_report.hpp"

#include <gtest/gtest.h>

namespace eardrum::conformance {
namespace {

using enum Verdict;

RunReport report_of(std::initializer_list<Verdict> verdicts) {
  RunReport report;
  for (const auto verdict : verdicts) report.cases.emplace_back().verdict = verdict;
  return report;
}

TEST(Label, IsTheWordOfTheDesign) {
  EXPECT_EQ(label(pass), "PASS");
  EXPECT_EQ(label(fail), "FAIL");
  EXPECT_EQ(label(warn), "WARN");
  EXPECT_EQ(label(info), "INFO");
  EXPECT_EQ(label(not_applicable), "N/A");
  EXPECT_EQ(label(untested), "UNTESTED");
  EXPECT_EQ(label(crash), "CRASH");
  EXPECT_EQ(label(hang), "HANG");
  EXPECT_EQ(label(sanitizer), "SANITIZER");
  EXPECT_EQ(label(leak), "LEAK");
  EXPECT_EQ(label(harness), "HARNESS");
}

TEST(ParseVerdict, ReadsEveryLabelAndNothingElse) {
  for (const auto verdict : all_verdicts) EXPECT_EQ(parse_verdict(label(verdict)), verdict);
  for (const auto* text : {"", "pass", "PASS ", "GREEN"}) EXPECT_FALSE(parse_verdict(text)) << text;
}

TEST(ParseProfile, ReadsEveryNameAndNothingElse) {
  for (const auto profile : all_profiles) {
    EXPECT_EQ(parse_profile(name(profile)), profile);
  }
  for (const auto* text : {"", "Base", "base "}) EXPECT_FALSE(parse_profile(text)) << text;
}

TEST(Count, CountsThatVerdictAlone) {
  const auto report = report_of({pass, fail, pass, crash});
  EXPECT_EQ(count(report, pass), 2U);
  EXPECT_EQ(count(report, fail), 1U);
  EXPECT_EQ(count(report, hang), 0U);
}

TEST(ExitCode, IsOneForEachFailureOfTheTestee) {
  for (const auto verdict : {fail, crash, hang, sanitizer, leak}) {
    EXPECT_TRUE(is_failure(verdict));
    EXPECT_EQ(exit_code(report_of({pass, verdict, pass})), 1) << label(verdict);
  }
}

TEST(ExitCode, IsZeroForWhatIsNoFailure) {
  for (const auto verdict : {pass, warn, info, not_applicable, untested}) {
    EXPECT_FALSE(is_failure(verdict));
    EXPECT_EQ(exit_code(report_of({pass, verdict})), 0) << label(verdict);
  }
}

TEST(ExitCode, IsThreeForOurOwnFaultWhateverElseFailed) {
  EXPECT_FALSE(is_failure(harness));
  EXPECT_EQ(exit_code(report_of({pass, harness})), 3);
  EXPECT_EQ(exit_code(report_of({fail, harness})), 3);
  auto cut_short = report_of({pass});
  cut_short.complete = false;
  EXPECT_EQ(exit_code(cut_short), 3);
}

}  // namespace
}  // namespace eardrum::conformance
