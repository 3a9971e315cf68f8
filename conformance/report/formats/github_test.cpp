#include "eardrum/conformance/report/formats/github.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "eardrum/conformance/report/testing/sample_report.hpp"

namespace eardrum::conformance {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

TEST(Fenced, IsLongerThanAnyRunInside) {
  EXPECT_EQ(fenced("a\n"), "```text\na\n```\n\n");
  EXPECT_EQ(fenced("`a ``` b\n"), "````text\n`a ``` b\n````\n\n");
}

TEST(GithubAnnotations, NameTheRuleAndWhatCame) {
  EXPECT_THAT(
      github_annotations(sample_report()),
      StartsWith("::error title=CRASH REQ-GET-2 get.star::the testee was killed by signal 11 "
                 "(Segmentation fault); received error\\nwrong command\\n\\n\n"
                 "::error title=FAIL REQ-FRM-5 framing.split-put::sent in two pieces%2C cut "
                 "after byte 7%3A the answer is not the one expected; received "
                 "error\\nwrong command\\n\\n\n"));
}

TEST(GithubAnnotations, AreTenAtMostAndSayHowManyMore) {
  RunReport report;
  for (char letter = 'a'; letter < 'p'; ++letter) {
    report.cases.push_back(sample_report().cases[1]);
    report.cases.back().session += letter;
    report.cases.back().finding->requirement += letter;
    report.cases.back().finding->received = TesteeBytes(std::string(1, letter));
  }
  const auto text = github_annotations(report);
  EXPECT_EQ(std::ranges::count(text, '\n'), 10);
  EXPECT_THAT(text, EndsWith("::6 more findings are in the log\n"));
  EXPECT_EQ(github_annotations(RunReport{}), "");
}

TEST(GithubAnnotations, TellASymptomOnce) {
  RunReport report;
  report.cases.assign(3, sample_report().cases[1]);
  report.cases[1].session = "b";
  report.cases[2].session = "c";
  const auto text = github_annotations(report);
  EXPECT_EQ(std::ranges::count(text, '\n'), 1);
  EXPECT_THAT(text, HasSubstr("; the same symptom in 2 more sessions\n"));
}

TEST(GithubSummary, HoldsTheFindingsInFences) {
  const auto text = github_summary(sample_report());
  EXPECT_THAT(text, StartsWith("Eardrum\n=======\n\n```text\nDOES NOT CONFORM to profile base"));
  EXPECT_THAT(text, HasSubstr("Findings\n--------\n\n```text\nCRASH  get.star"));
  EXPECT_THAT(
      text,
      HasSubstr("Fingerprint\n-----------\n\n```text\n  two puts at one timestamp (REQ-PUT-18)\n"));
}

TEST(GithubSummary, StaysBelowWhatGithubTakes) {
  RunReport report;
  const std::string much(3'000, 'x');
  for (int i = 0; i < 1'000; ++i) {
    report.cases.push_back(sample_report(much).cases[1]);
    report.cases.back().session += std::to_string(i);
    report.cases.back().finding->requirement += std::to_string(i);
    report.cases.back().finding->received =
        TesteeBytes(std::string(static_cast<std::size_t>(i), 'y'));
  }
  const auto text = github_summary(report);
  EXPECT_LT(text.size(), 500'000U);
  EXPECT_THAT(text, HasSubstr(" more findings are in the log.\n"));
}

}  // namespace
}  // namespace eardrum::conformance
