// How reports tell what a baseline expects, and what is wrong with it.
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "eardrum/conformance/report/formats/github.hpp"
#include "eardrum/conformance/report/formats/json.hpp"
#include "eardrum/conformance/report/formats/junit.hpp"
#include "eardrum/conformance/report/formats/sarif.hpp"
#include "eardrum/conformance/report/formats/tap.hpp"
#include "eardrum/conformance/report/html/html.hpp"
#include "eardrum/conformance/report/testing/poisoning_law.hpp"
#include "eardrum/conformance/report/testing/sample_report.hpp"
#include "eardrum/conformance/report/text/console.hpp"

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
  EXPECT_THAT(text, HasSubstr("The baseline is out of date\n  - baseline.txt:5:1: passes now"));
  EXPECT_THAT(text, HasSubstr("BASELINE OUT OF DATE: 1 complaint"));
}

TEST(BaselineTold, ByTapAsTodo) {
  const auto text = tap_report(as_expected());
  EXPECT_THAT(text, HasSubstr("not ok 2 - framing.split-put [cut] # todo expected: issue 12: one "
                              "chunk is one command\n"));
}

TEST(BaselineTold, BySarifAsSuppressed) {
  const auto text = sarif_report(as_expected());
  EXPECT_THAT(text, HasSubstr("\"suppressions\""));
  EXPECT_THAT(text, HasSubstr("\"justification\": \"issue 12: one chunk is one command\""));
  EXPECT_THAT(sarif_report(sample_report()), Not(HasSubstr("\"suppressions\"")));
}

TEST(BaselineTold, ToGitHubInTheSummaryAlone) {
  EXPECT_EQ(github_annotations(as_expected()), "");
  EXPECT_THAT(github_summary(as_expected()),
              HasSubstr("expected: issue 12: one chunk is one command\n"));
}

TEST(BaselineTold, ByThePageBesideTheVerdict) {
  EXPECT_THAT(html_report(as_expected()),
              HasSubstr("Expected: issue 12: one chunk is one command"));
}

/// Two entries are not true any more, one of them in a file far away.
RunReport not_true() {
  auto report = as_expected();
  report.baseline_faults = {"known.txt:5:1: get.one whole: passes now, so the entry has to go: get",
                            "/home/x/a: b.txt:7:1: get.stra cut: names no session that exists"};
  return report;
}

TEST(BaselineNotTrue, ByTheSentenceBesideOtherFailures) {
  EXPECT_THAT(console_text(sample_report_with_baseline(), {}),
              HasSubstr("besides 2 known failures; the baseline is out of date: 1 complaint\n"));
}

TEST(BaselineNotTrue, ByThePageBeforeTheFindings) {
  const auto page = html_report(not_true());
  const auto heading = page.find("<h2>The baseline is out of date</h2>");
  ASSERT_NE(heading, std::string::npos);
  EXPECT_LT(heading, page.find("<h2>Findings</h2>"));
  EXPECT_THAT(page, HasSubstr("<li>known.txt:5:1: get.one whole: passes now"));
  EXPECT_THAT(html_report(as_expected()), Not(HasSubstr("not true")));
}

TEST(BaselineNotTrue, ByTapAsRedPointsThatThePlanCounts) {
  const auto text = tap_report(not_true());
  EXPECT_THAT(text, StartsWith("TAP version 14\n1..5\n"));
  EXPECT_THAT(text, HasSubstr("\nnot ok 4 - the baseline is true: known.txt:5:1: get.one whole: "
                              "passes now, so the entry has to go: get\n"
                              "  ---\n  verdict: \"BASELINE\"\n  message: \"known.txt:5:1: "));
  EXPECT_THAT(text, HasSubstr("\nnot ok 5 - the baseline is true: /home/x/a: b.txt:7:1: get"));
}

TEST(BaselineNotTrue, BySarifAsErrorsInTheBaselinesFile) {
  const auto run = nlohmann::json::parse(sarif_report(not_true())).at("runs").at(0);
  const auto& results = run.at("results");
  ASSERT_EQ(results.size(), 4U);
  const auto& fault = results[2];
  EXPECT_EQ(fault["ruleId"], "baseline");
  EXPECT_EQ(run["tool"]["driver"]["rules"].at(fault["ruleIndex"].get<std::size_t>())["id"],
            "baseline");
  EXPECT_EQ(fault["level"], "error");
  EXPECT_THAT(fault["message"]["text"].get<std::string>(), StartsWith("BASELINE known.txt:5:1: "));
  EXPECT_FALSE(fault.contains("suppressions"));
  const auto place = [&](std::size_t i) { return results[i]["locations"][0]["physicalLocation"]; };
  EXPECT_EQ(place(2)["artifactLocation"]["uri"], "known.txt");
  EXPECT_EQ(place(2)["region"], (nlohmann::json{{"startLine", 5}, {"startColumn", 1}}));
  EXPECT_EQ(place(3)["artifactLocation"]["uri"], "a%3A%20b.txt");
  EXPECT_NE(fault["partialFingerprints"], results[3]["partialFingerprints"]);
}

TEST(BaselineNotTrue, BySarifSomewhereEvenWhereNoPlaceIsNamed) {
  for (const auto* none : {"no place", "a:1: b", ":1:1: x", "a/:1:1: x", "a:0:1: x"}) {
    auto report = not_true();
    report.baseline_faults = {none};
    EXPECT_THAT(sarif_report(report), HasSubstr("\"uri\": \"baseline\"")) << none;
  }
}

TEST(BaselineNotTrue, ToGitHubInOneAnnotationAndTheSummary) {
  EXPECT_EQ(github_annotations(not_true()),
            "::error title=the baseline is out of date::known.txt%3A5%3A1%3A get.one whole%3A "
            "passes now%2C so the entry has to go%3A get; and 1 more entry%2C see the log\n");
  const auto summary = github_summary(not_true());
  const auto heading = summary.find("\nThe baseline is out of date\n----");
  ASSERT_NE(heading, std::string::npos);
  EXPECT_LT(heading, summary.find("\nFindings\n"));
  EXPECT_THAT(summary, HasSubstr("```text\n- known.txt:5:1: get.one whole: passes now"));
  EXPECT_THAT(summary, HasSubstr("\n- /home/x/a: b.txt:7:1: get.stra cut: names"));
}

TEST(BaselineNotTrue, ToGitHubBriefly) {
  auto report = not_true();
  report.baseline_faults.assign(60, "x");
  EXPECT_THAT(github_summary(report), HasSubstr("- x\nand 10 more\n```"));
}

TEST(BaselineTold, ByJunitAsSkippedAndAsAFailureOfItsOwn) {
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(junit_report(sample_report_with_baseline()).c_str()));
  const auto suite = document.child("testsuites").child("testsuite");
  EXPECT_EQ(suite.attribute("tests").as_int(), 11);
  EXPECT_EQ(suite.attribute("failures").as_int(), 2);
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
  EXPECT_THAT(read.error(), HasSubstr("/cases/0/known: belongs to no failure"));
}

RC_GTEST_PROP(BaselineToldProperty, InertWhateverTheFileHolds, (const std::string& bytes)) {
  auto report = sample_report_with_baseline();
  spoil_own_texts(report, bytes);
  for (const auto& text :
       {console_text(report, {}), junit_report(report), json_report(report), html_report(report),
        sarif_report(report), tap_report(report), github_summary(report)}) {
    RC_ASSERT(!not_inert(text));
  }
}

}  // namespace
}  // namespace eardrum::conformance
