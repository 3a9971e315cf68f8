#include "eardrum/conformance/report/text/console.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "eardrum/conformance/report/testing/sample_report.hpp"

namespace eardrum::conformance {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

std::string sample_text() {
  return console_text(sample_report(), {});
}

std::size_t occurrences(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

CaseResult failing_case(const std::string& session) {
  auto result = sample_report().cases[1];
  result.session = session;
  return result;
}

TEST(Console, BeginsWithWhatWasJudgedAndHow) {
  EXPECT_THAT(
      sample_text(),
      StartsWith("eardrum 0.1.0 · profile base\n"
                 "  testee       python3 -m server {host} {port}\n"
                 "  address      127.0.0.1:43117, ready after 84 ms\n"
                 "  confinement  process group\n"
                 "  quiet        sock_diag and /proc\n"
                 "  run          2026-11-22T17:00:00Z, 10 cases, 1310 requests, 3.2 s\n"
                 "  time         sessions 2.0 s, load 1.0 s, random 214 ms; summed over testees: "
                 "12 starts 900 ms, waiting for silence 20 ms\n\n"));
}

TEST(Console, NamesTheRuleAndTheSourcesOwnWords) {
  EXPECT_THAT(sample_text(), HasSubstr("rule      REQ-FRM-5 (follows from the protocol's text): "
                                       "How TCP segments a request"));
  EXPECT_THAT(sample_text(), HasSubstr("basis     «отправляете в TCP-соединение строку»; "));
  EXPECT_THAT(sample_text(), HasSubstr("(\"you send a line into the TCP connection\": TCP is"));
}

TEST(Console, ShowsTheStepTheBytesTheDialogueAndTheOutput) {
  const auto text = sample_text();
  EXPECT_THAT(text, HasSubstr("  step      framing.session:12:1   A< ok\\n\\n\n"
                              "  expected  ok\\n\\n\n"
                              "  received  error\\nwrong command\\n\\n\n"
                              "    expected  00000000  6f 6b 0a 0a "));
  EXPECT_THAT(text, HasSubstr("  dialogue  (cut; the case took 1.500 ms)\n"));
  EXPECT_THAT(text, HasSubstr("         0.131 ms  A> put palm.cpu 10.6 1501864247\\n\n"));
  EXPECT_THAT(text, HasSubstr("         1.204 ms  A< error\\nwrong command\\n\\n\n"));
  EXPECT_THAT(text, HasSubstr("  stderr    of the testee, 4096 bytes dropped between\n"
                              "    │ Traceback (most recent call last):\n"));
  EXPECT_THAT(text, Not(HasSubstr("stdout")));
  EXPECT_THAT(text, HasSubstr("  replay    eardrum check --only framing.split-put --delivery cut "
                              "-- python3 -m server {host} {port}\n"));
}

TEST(Console, TellsASessionOnceThatFailsInSeveralDeliveries) {
  const auto text = sample_text();
  EXPECT_THAT(text, HasSubstr("FAIL  framing.split-put  [cut FAIL, byte-by-byte HANG]\n"));
  EXPECT_EQ(occurrences(text, "rule      REQ-FRM-5"), 1U);
  const auto verbose = console_text(sample_report(), {.verbose = true});
  EXPECT_EQ(occurrences(verbose, "rule      REQ-FRM-5"), 2U);
  EXPECT_THAT(verbose, HasSubstr("HANG  framing.split-put  [byte-by-byte]\n"));
}

TEST(Console, TellsTheFirstOfManyWaysToBreakOneRuleAndListsTheOthers) {
  RunReport report;
  const auto add = [&](const std::string& name) {
    auto result = failing_case(name);
    result.finding->received = TesteeBytes("in " + name);
    report.cases.push_back(result);
  };
  for (const auto* name : {"a.one", "a.two", "a.three"}) add(name);
  EXPECT_EQ(occurrences(console_text(report, {}), "  replay "), 3U);
  add("a.four");
  const auto text = console_text(report, {});
  EXPECT_EQ(occurrences(text, "  replay "), 1U);
  EXPECT_THAT(text, HasSubstr("Broken too: REQ-FRM-5 in 3 more sessions:\n"
                              "  - a.two [cut]\n  - a.three [cut]\n  - a.four [cut]\n"));
  EXPECT_EQ(occurrences(console_text(report, {.verbose = true}), "  replay "), 4U);
}

TEST(Console, TellsASymptomOnceThatFindingsOfManyRulesShare) {
  RunReport report;
  for (const auto* name : {"a.one", "a.two", "b.one"}) report.cases.push_back(failing_case(name));
  report.cases[2].finding->requirement = "REQ-GET-2";
  report.cases[2].finding->sentence =
      "sent in two pieces, cut after byte 12: the answer is not "
      "the one expected";
  report.cases.push_back(failing_case("b.two"));
  report.cases[3].finding->requirement = "REQ-GET-2";
  report.cases[3].finding->received = TesteeBytes("something else");
  const auto text = console_text(report, {});
  EXPECT_EQ(occurrences(text, "  replay "), 2U);
  EXPECT_THAT(text, HasSubstr("\n\n"
                              "FAIL      REQ-FRM-5    a.two [cut]: same symptom as a.one\n"
                              "FAIL      REQ-GET-2    b.one [cut]: same symptom as a.one\n\n"
                              "FAIL  b.two  [cut]\n"));
  EXPECT_THAT(text, HasSubstr("FAIL      REQ-FRM-5    a.one [cut]\n"
                              "FAIL      REQ-GET-2    b.two [cut]\n"
                              "FAIL      REQ-FRM-5    a.two [cut]\n"
                              "FAIL      REQ-GET-2    b.one [cut]\nbegin with  "));
  EXPECT_EQ(occurrences(console_text(report, {.verbose = true}), "  replay "), 4U);
}

TEST(Console, RefersOnlyToWhatIsToldInFull) {
  RunReport report;
  for (const auto* name : {"a.one", "a.two", "a.three", "a.four"}) {
    auto result = failing_case(name);
    result.finding->received = TesteeBytes("in " + std::string(name));
    report.cases.push_back(result);
  }
  report.cases.push_back(report.cases[1]);  // told under no rule yet, so told in full here
  report.cases[4].session = "b.one";
  report.cases[4].finding->requirement = "REQ-GET-2";
  const auto text = console_text(report, {});
  EXPECT_THAT(text, HasSubstr("FAIL  b.one  [cut]\n"));
  EXPECT_THAT(text, Not(HasSubstr("same symptom as")));
}

TEST(Console, GivesWarningsAndUntestedCasesALineEach) {
  EXPECT_THAT(sample_text(), HasSubstr("\n  WARN      REQ-FRM-7    pipeline.two [coalesced]: one "
                                       "answer came for two requests\n"));
  EXPECT_THAT(sample_text(), HasSubstr("\n  UNTESTED  REQ-GET-5    get.order [whole]: it needs "
                                       "get.star, which failed\n"));
}

TEST(Console, SaysAReasonOnceThatLeavesManyCasesUntested) {
  RunReport report;
  for (const auto* name : {"a.one", "a.two", "a.three", "a.four"}) {
    CaseResult result;
    result.session = name;
    result.requirement = "REQ-FRM-5";
    result.delivery = "cut";
    result.verdict = Verdict::untested;
    result.reason = "the delivery is broken";
    report.cases.push_back(result);
  }
  const auto text = console_text(report, {});
  EXPECT_THAT(text, HasSubstr("\n  UNTESTED  4 cases: the delivery is broken\n"));
  EXPECT_EQ(occurrences(text, "the delivery is broken"), 1U);
  EXPECT_EQ(occurrences(console_text(report, {.verbose = true}), "the delivery is broken"), 4U);
}

TEST(Console, ShowsTheFingerprint) {
  EXPECT_THAT(sample_text(), HasSubstr("leaves a choice\n"
                                       "  two puts at one timestamp (REQ-PUT-18)\n"
                                       "    - last wins  a second value\n"
                                       "  order of rows (REQ-GET-9)\n"
                                       "    - by time  the order of rows\n\n"));
}

TEST(Console, EndsWithTheSumAndTheNamesOfWhatFailed) {
  EXPECT_THAT(
      sample_text(),
      EndsWith("PASS 1 · FAIL 1 · WARN 1 · INFO 1 · N/A 1 · UNTESTED 1 · CRASH 1 · HANG 1 · "
               "LEAK 1 · HARNESS 1\n"
               "DOES NOT CONFORM to profile base: 3 rules broken: REQ-FRM-5, REQ-GET-2, "
               "REQ-CON-8\n"
               "CRASH     REQ-GET-2    get.star [whole]\n"
               "FAIL      REQ-FRM-5    framing.split-put [cut]\n"
               "HANG      REQ-FRM-5    framing.split-put [byte-by-byte]\n"
               "LEAK      REQ-CON-8    load.memory-stays-level [whole]\n"
               "HARNESS   REQ-PUT-1    put.long-name [whole]\n"
               "begin with  eardrum check --only framing.split-put --delivery whole -- python3 -m "
               "server {host} {port}\n"));
}

TEST(Console, NamesOnlySomeOfManyAtTheEndSoThatTheVerdictStaysOnTheScreen) {
  RunReport report;
  for (char letter = 'a'; letter < 'p'; ++letter) report.cases.push_back(failing_case({letter}));
  const auto text = console_text(report, {});
  const auto end = text.substr(text.find("\nPASS 0"));
  EXPECT_EQ(occurrences(end, "\nFAIL  "), 12U);
  EXPECT_THAT(end, HasSubstr(" l [cut]\nand 3 more, told above\nbegin with  eardrum check"));
  const auto all = console_text(report, {.verbose = true});
  EXPECT_EQ(occurrences(all.substr(all.find("\nPASS 0")), "\nFAIL  "), 15U);
}

TEST(Console, SaysWhetherTheTesteeConforms) {
  auto report = sample_report();
  report.cases.resize(1);
  EXPECT_THAT(console_text(report, {}), EndsWith("PASS 1 · FAIL 0\nCONFORMS to profile base\n"));
  report.cases.push_back(sample_report().cases[6]);
  EXPECT_THAT(console_text(report, {}),
              EndsWith("CONFORMS to profile base, as far as tested: 1 case untested\n"));
  report.complete = false;
  EXPECT_THAT(console_text(report, {}), HasSubstr("\nINCOMPLETE: the run was interrupted"));
  report.complete = true;
  report.cases = {sample_report().cases[8]};
  EXPECT_THAT(console_text(report, {}), HasSubstr("\nUNDECIDED: 1 case could not be judged"));
  report.cases.clear();
  EXPECT_THAT(console_text(report, {}), EndsWith("UNDECIDED: no case passed or failed\n"));
}

TEST(Console, BoundsADialogueUnlessAskedForAll) {
  auto result = failing_case("a.long");
  auto& transcript = result.finding->transcript;
  transcript.assign(100, transcript[1]);
  RunReport report;
  report.cases = {result};
  EXPECT_EQ(occurrences(console_text(report, {}), "A> put"), 24U);
  EXPECT_THAT(console_text(report, {}), HasSubstr("    ... 76 more steps between ...\n"));
  EXPECT_EQ(occurrences(console_text(report, {.verbose = true}), "A> put"), 100U);
}

TEST(Console, ColoursOnlyWhenAsked) {
  EXPECT_THAT(sample_text(), Not(HasSubstr("\x1b")));
  EXPECT_THAT(console_text(sample_report(), {.colour = true}),
              HasSubstr("\x1b[1;31mFAIL\x1b[0m  \x1b[1mframing.split-put\x1b[0m"));
}

TEST(ConsoleLive, InAPipeSaysOnlyWhatMustBeExplained) {
  std::ostringstream out;
  ConsoleReport console(out, {});
  const auto report = sample_report();
  console.on_case(report.cases[0], 1, 9);
  EXPECT_THAT(out.str(), IsEmpty());
  console.on_case(report.cases[1], 2, 9);
  EXPECT_EQ(out.str(),
            "FAIL      REQ-FRM-5    framing.split-put [cut]: sent in two pieces, cut after byte 7: "
            "the answer is not the one expected\n");
}

TEST(ConsoleLive, OnATerminalRewritesOneLineAndErasesIt) {
  std::ostringstream out;
  ConsoleReport console(out, {.progress = true, .width = 40});
  const auto report = sample_report();
  console.on_case(report.cases[0], 1, 9);
  EXPECT_EQ(out.str(), "[1/9] framing.split-put [whole]");
  console.on_case(report.cases[1], 2, 9);
  EXPECT_THAT(out.str(), HasSubstr("[whole]\r\x1b[KFAIL "));
  EXPECT_THAT(out.str(), EndsWith("\n[2/9] 1 not green, framing.split-put […"));
  console.finish(report);
  EXPECT_THAT(out.str(), HasSubstr("…\r\x1b[K\neardrum 0.1.0"));
}

}  // namespace
}  // namespace eardrum::conformance
