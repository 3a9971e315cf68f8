// How reports tell what a baseline expects, and what is wrong with it.
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <pugixml.hpp>

#include "eardrum/conformance/report/console.hpp"
#include "eardrum/conformance/report/json.hpp"
#include "eardrum/conformance/report/junit.hpp"
#include "eardrum/conformance/report/poisoning_law.hpp"
#include "eardrum/conformance/report/sample_report.hpp"

namespace eardrum::conformance {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// Nothing is red but what the baseline knows.
RunReport as_expected() {
  auto report = sample_report_with_baseline();
  report.cases.resize(3);
  report.baseline_faults.clear();
  return report;
}

TEST(BaselineTold, InTheExitCode) {
  auto report = as_expected();
  EXPECT_EQ(exit_code(report), 0);
  report.baseline_faults = {"x"};
  EXPECT_EQ(exit_code(report), 1);
  report.baseline_faults.clear();
  report.cases[1].known.reset();
  EXPECT_EQ(exit_code(report), 1);
}

TEST(BaselineTold, ByTheConsoleInOneLineWithTheReason) {
  const auto text = console_text(as_expected(), {});
  EXPECT_THAT(text, HasSubstr("Expected: failures that the baseline knows\n"
                              "  FAIL      REQ-FRM-5    framing.split-put [cut]: issue 12: one "
                              "chunk is one command (baseline.txt:3:1)\n"));
  EXPECT_THAT(text, HasSubstr("PASS 1 · FAIL 1 · HANG 1 (expected: 2)\n"
                              "AS EXPECTED: does not conform to profile base, by 2 known failures; "
                              "1 rule broken: REQ-FRM-5\n"));
  EXPECT_THAT(text, Not(HasSubstr("sent in two pieces")));
}

TEST(BaselineTold, ByTheConsoleWithTheFailingAttemptOfAFlakyOne) {
  const auto text = console_text(as_expected(), {});
  EXPECT_THAT(text, HasSubstr("flaky, the machine swaps (baseline.txt:4:1); failed in 1 of 3 "
                              "attempts\n"));
  EXPECT_THAT(text, HasSubstr("sent one byte at a time: no answer came"));
}

TEST(BaselineTold, ByTheConsoleWithWhatIsNotTrue) {
  auto report = as_expected();
  report.baseline_faults = {"baseline.txt:5:1: passes now"};
  const auto text = console_text(report, {});
  EXPECT_THAT(text, HasSubstr("The baseline is not true any more\n  baseline.txt:5:1: passes now"));
  EXPECT_THAT(text, HasSubstr("BASELINE NOT TRUE: 1 complaint"));
}

TEST(BaselineTold, ByJunitAsSkippedAndAsAFailureOfItsOwn) {
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(junit_report(sample_report_with_baseline()).c_str()));
  const auto suite = document.child("testsuites").child("testsuite");
  EXPECT_EQ(suite.attribute("tests").as_int(), 10);
  EXPECT_EQ(suite.attribute("failures").as_int(), 1);
  EXPECT_EQ(suite.attribute("errors").as_int(), 2);
  EXPECT_EQ(suite.attribute("skipped").as_int(), 4);
  const auto known = suite.find_child_by_attribute("name", "framing.split-put [cut]");
  EXPECT_FALSE(known.child("failure"));
  EXPECT_THAT(known.child("skipped").attribute("message").value(),
              StartsWith("expected: issue 12: one chunk is one command; REQ-FRM-5: sent in two"));
  const auto fault = suite.last_child();
  EXPECT_THAT(fault.attribute("name").value(),
              StartsWith("the baseline is true: baseline.txt:5:1"));
  EXPECT_THAT(fault.child("failure").attribute("message").value(), HasSubstr("passes now"));
}

TEST(BaselineTold, ByJsonWithoutLoss) {
  const auto report = sample_report_with_baseline();
  const auto read = read_json_report(json_report(report));
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(*read, report);
}

TEST(BaselineTold, NotAtWhatDidNotFail) {
  auto report = as_expected();
  report.cases[0].known = Known{false, "x", "y"};
  const auto read = read_json_report(json_report(report));
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error(), HasSubstr("/cases/0/known: stands at no failure"));
}

RC_GTEST_PROP(BaselineToldProperty, InertWhateverTheFileHolds, (const std::string& bytes)) {
  auto report = sample_report_with_baseline();
  spoil_own_texts(report, bytes);
  RC_ASSERT(!not_inert(console_text(report, {})));
  RC_ASSERT(!not_inert(junit_report(report)));
  RC_ASSERT(!not_inert(json_report(report)));
}

}  // namespace
}  // namespace eardrum::conformance
