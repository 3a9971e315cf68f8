#include "eardrum/conformance/report/formats/tap.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eardrum/conformance/report/testing/sample_report.hpp"

namespace eardrum::conformance {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

TEST(TapReport, BeginsWithVersionAndPlan) {
  EXPECT_THAT(tap_report(sample_report()),
              StartsWith("TAP version 14\n1..10\n# eardrum 0.1.0, profile base\n"
                         "ok 1 - framing.split-put [whole]\n"
                         "not ok 2 - framing.split-put [cut]\n"
                         "  ---\n"
                         "  verdict: \"FAIL\"\n"
                         "  rule: \"REQ-FRM-5\"\n"));
}

TEST(TapReport, CountsNoHouseRuleAndSkipsWhatWasNotPlayed) {
  const auto text = tap_report(sample_report());
  EXPECT_THAT(text, HasSubstr("\nnot ok 5 - pipeline.two [coalesced] # todo house rule: one answer "
                              "came for two requests\n"));
  EXPECT_THAT(text,
              HasSubstr("\nok 6 - get.after-restart [whole] # SKIP not applicable: the testee "
                        "was already running\n"));
  EXPECT_THAT(text,
              HasSubstr("\nok 7 - get.order [whole] # SKIP untested: it needs get.star, which "
                        "failed\n"));
  EXPECT_THAT(text, HasSubstr("\nok 8 - put.repeated [whole]\nnot ok 9 - put.long-name [whole]\n"));
  EXPECT_THAT(text, HasSubstr("\nnot ok 10 - load.memory-stays-level [whole]\n"));
}

TEST(TapReport, ANameBeginsNoDirective) {
  auto report = sample_report();
  report.cases.resize(2);
  report.cases[1].session = "a # SKIP \\";
  EXPECT_THAT(tap_report(report), HasSubstr("\nnot ok 2 - a \\# SKIP \\\\ [cut]\n"));
}

TEST(TapReport, ARunCutShortBailsOut) {
  auto report = sample_report();
  EXPECT_THAT(tap_report(report), EndsWith("REQ-FRM-5, REQ-GET-2, REQ-CON-8\n"));
  report.complete = false;
  EXPECT_THAT(tap_report(report),
              EndsWith("\nBail out! The report is incomplete: the run was interrupted.\n"));
}

}  // namespace
}  // namespace eardrum::conformance
