#include "eardrum/conformance/report/html/html.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eardrum/conformance/report/testing/sample_report.hpp"

namespace eardrum::conformance {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(HtmlReport, IsOnePageThatLoadsNothing) {
  const auto page = html_report(sample_report());
  EXPECT_THAT(page, StartsWith("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\""));
  EXPECT_THAT(page, HasSubstr("default-src 'none'; style-src 'unsafe-inline'"));
  for (const auto* part : {"<script", "http://", "https://", "<img", "<link", "url("}) {
    EXPECT_THAT(page, Not(HasSubstr(part)));
  }
}

TEST(HtmlReport, TellsAFindingInFull) {
  const auto page = html_report(sample_report());
  EXPECT_THAT(
      page, HasSubstr("<h1>DOES NOT CONFORM to profile base: 3 rules broken: REQ-FRM-5, REQ-GET-2, "
                      "REQ-CON-8</h1>"));
  EXPECT_THAT(page, HasSubstr("<strong>REQ-FRM-5</strong> How TCP segments a request"));
  EXPECT_THAT(page, HasSubstr("follows from the protocol’s text: «отправляете"));
  EXPECT_THAT(page, HasSubstr("the answer is not the one expected</p>"));
  EXPECT_THAT(page, HasSubstr("<pre class=\"wrap\">error\\nwrong command\\n\\n</pre>"));
  EXPECT_THAT(page, HasSubstr("^^ offset 0"));
  EXPECT_THAT(page, HasSubstr("A → testee</td><td class=\"bytes mono\">put palm.cpu 10.6"));
  EXPECT_THAT(page, HasSubstr("│ Traceback (most recent call last):\n"));
  EXPECT_THAT(page, HasSubstr("stderr of the testee, 4096 bytes dropped between"));
  EXPECT_THAT(page, HasSubstr("eardrum check --only framing.split-put --delivery cut -- python3"));
}

TEST(HtmlReport, ShowsTheEndOfAnOutputAndClosesWhatCameBefore) {
  auto report = sample_report();
  std::string lines;
  for (int i = 1; i <= 100; ++i) lines += "line " + std::to_string(i) + ".\n";
  report.cases[1].finding->output.out = TesteeBytes(lines);
  const auto page = html_report(report);
  EXPECT_THAT(page, HasSubstr("stdout of the testee, last 12 lines</span><pre class=\"wrap\">"
                              "│ line 89.\n"));
  EXPECT_THAT(page, HasSubstr("│ line 100.\n</pre><details><summary class=\"soft\">the 48 lines "
                              "before these</summary><pre class=\"wrap\">│ line 41.\n"));
  EXPECT_THAT(page, Not(HasSubstr("line 40.")));
}

TEST(HtmlReport, HasAMatrixThatLeadsToTheFindings) {
  const auto page = html_report(sample_report());
  EXPECT_THAT(page, HasSubstr("<th></th><th>whole</th><th>cut</th><th>byte-by-byte</th>"));
  EXPECT_THAT(page, HasSubstr("<td class=\"name\">REQ-GET-2</td>"));
  EXPECT_THAT(page, HasSubstr("<a href=\"#f1\">CRASH 1</a>"));
  EXPECT_THAT(page, HasSubstr("id=\"f1\""));
}

TEST(HtmlReport, TellsEachDeliveryOfAFindingAtAPlaceOfItsOwn) {
  const auto page = html_report(sample_report());
  EXPECT_THAT(page, HasSubstr("<details class=\"other\" id=\"f2-1\">"));
  EXPECT_THAT(page, HasSubstr("<a href=\"#f2-1\">HANG 1</a>"));
  EXPECT_THAT(page, HasSubstr("<span>the same session, delivery byte-by-byte</span>"));
  EXPECT_THAT(page, HasSubstr("dialogue, byte-by-byte; the case took 1.500 ms"));
  EXPECT_THAT(page, HasSubstr("sent one byte at a time: no answer came</p>"));
}

TEST(HtmlReport, DrawsOperationsUnderLoadAsATimeline) {
  auto report = sample_report();
  TranscriptEntry bar;
  bar.kind = TranscriptEntry::Kind::event;
  bar.event = "  0.0 us  |---|      A: put 1";
  report.cases[1].finding->transcript.assign(2, bar);
  EXPECT_THAT(html_report(report),
              HasSubstr("timeline</span><pre>│   0.0 us  |---|      A: put 1\n│   0.0 us"));
}

TEST(HtmlReport, ShowsWhatIsNeitherGreenNorRed) {
  const auto page = html_report(sample_report());
  EXPECT_THAT(page, HasSubstr("<strong>two puts at one timestamp</strong> <span class=\"soft\">"
                              "REQ-PUT-18</span></td><td>last wins</td>"
                              "<td class=\"rule-text\">a second value"));
  EXPECT_THAT(page, HasSubstr("one answer came for two requests (1)"));
  EXPECT_THAT(page, HasSubstr("it needs get.star, which failed (1)"));
  EXPECT_THAT(page, HasSubstr("the testee was already running (1)"));
}

TEST(HtmlReport, ClosesAFindingThatLooksLikeAnother) {
  auto report = sample_report();
  report.cases.push_back(report.cases[1]);
  report.cases.push_back(report.cases[2]);
  report.cases[10].session = report.cases[11].session = "framing.other";
  EXPECT_THAT(html_report(report), HasSubstr("The same symptom as <a href=\"#f2\">"));
}

TEST(HtmlReport, SaysThatARunWasCutShort) {
  auto report = sample_report();
  EXPECT_THAT(html_report(report), Not(HasSubstr("incomplete")));
  report.complete = false;
  EXPECT_THAT(html_report(report),
              HasSubstr("<dt>incomplete</dt><dd>the run was interrupted</dd>"));
}

}  // namespace
}  // namespace eardrum::conformance
