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

TEST(Console, TellsOneOfSeveralWaysToBreakARuleAndListsTheOthers) {
  RunReport report;
  const auto add = [&](const std::string& name) {
    auto result = failing_case(name);
    result.finding->received = TesteeBytes("in " + name);
    report.cases.push_back(result);
  };
  for (const auto* name : {"a.one", "a.two", "a.three", "a.four"}) add(name);
  const auto text = console_text(report, {});
  EXPECT_EQ(occurrences(text, "  replay "), 1U);
  EXPECT_THAT(text, HasSubstr("Rule REQ-FRM-5 is also broken in 3 more sessions:\n"
                              "  - a.two [cut]\n  - a.three [cut]\n  - a.four [cut]\n"));
  EXPECT_EQ(occurrences(console_text(report, {.verbose = true}), "  replay "), 4U);
  for (const auto* name : {"a.five", "a.six", "a.seven", "a.eight"}) add(name);
  EXPECT_THAT(console_text(report, {}), HasSubstr("in 7 more sessions:\n"
                                                  "  - a.two [cut]\n  - a.three [cut]\n"
                                                  "  - a.four [cut]\n  - a.five [cut]\n"
                                                  "  - a.six [cut]\n"
                                                  "  and 2 more (--verbose shows all)\n\n"));
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
  EXPECT_THAT(text, HasSubstr("(a.one [cut], and 1 more session)\n"));
  EXPECT_THAT(
      text,
      HasSubstr("1 rule broken: REQ-FRM-5; 1 more rule fails with the same symptom: REQ-GET-2"));
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

TEST(Console, ShowsTheWholeFingerprintIfNothingIsWrongOrIfAskedTo) {
  constexpr auto* whole =
      "leaves a choice\n"
      "  two puts at one timestamp (REQ-PUT-18)\n"
      "    - last wins  a second value\n"
      "  order of rows (REQ-GET-9)\n"
      "    - by time  the order of rows\n";
  EXPECT_THAT(console_text(sample_report(), {.verbose = true}), HasSubstr(whole));
  auto report = sample_report();
  report.cases.resize(1);
  EXPECT_THAT(console_text(report, {}), HasSubstr(whole));
}

TEST(Console, OfTheFingerprintOfAWrongServerShowsTheProfileThatFits) {
  auto report = sample_report();
  report.fingerprint.push_back(
      {"profile", "fits-best", "fits", "profile strict", {"fits best", ""}});
  EXPECT_THAT(console_text(report, {}),
              HasSubstr("leaves a choice\n  fits best\n    - profile strict\n"
                        "  3 observations (--verbose shows all)\n\n"));
}

TEST(Console, EndsWithTheSumWhatToFixAndTheVerdict) {
  EXPECT_THAT(
      sample_text(),
      EndsWith("PASS 1 · FAIL 1 · WARN 1 · INFO 1 · N/A 1 · UNTESTED 1 · CRASH 1 · HANG 1 · "
               "LEAK 1 · HARNESS 1\n"
               "To fix, in this order:\n"
               "  CRASH     REQ-GET-2    the testee was killed by signal 11 (Segmentation fault) "
               "(get.star [whole])\n"
               "  FAIL      REQ-FRM-5    sent in two pieces, cut after byte 7: the answer is not "
               "the one expected (framing.split-put [cut FAIL, byte-by-byte HANG])\n"
               "  LEAK      REQ-CON-8    it kept 1.2 MiB of 400 visits "
               "(load.memory-stays-level [whole])\n"
               "  HARNESS   REQ-PUT-1    the testee could not be started "
               "(put.long-name [whole])\n"
               "To repeat the first:  eardrum check --only framing.split-put --delivery whole -- "
               "python3 -m server {host} {port}\n"
               "DOES NOT CONFORM to profile base: 3 rules broken: REQ-FRM-5, REQ-GET-2, "
               "REQ-CON-8\n"));
}

TEST(Console, NamesOnlySomeOfManyFaultsAtTheEndSoThatTheyStayOnTheScreen) {
  RunReport report;
  for (int i = 1; i <= 11; ++i) {
    auto result = failing_case("a." + std::to_string(i));
    result.finding->requirement = "REQ-PUT-" + std::to_string(i + 2);
    result.finding->received = TesteeBytes(std::string(static_cast<std::size_t>(i), 'x'));
    report.cases.push_back(result);
  }
  const auto text = console_text(report, {});
  const auto end = text.substr(text.find("\nPASS 0"));
  EXPECT_EQ(occurrences(end, "\n  FAIL  "), 8U);
  EXPECT_THAT(end, HasSubstr("\n  and 3 more rules (--verbose shows all)\nTo repeat the first:"));
  const auto all = console_text(report, {.verbose = true});
  EXPECT_EQ(occurrences(all.substr(all.find("\nPASS 0")), "\n  FAIL  "), 11U);
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

TEST(ConsoleLive, SaysOnlyTheFirstOfManyFailuresAtOnce) {
  std::ostringstream out;
  ConsoleReport console(out, {});
  for (std::size_t i = 1; i <= 20; ++i) console.on_case(failing_case("a.one"), i, 20);
  EXPECT_EQ(occurrences(out.str(), "FAIL "), 8U);
  EXPECT_THAT(out.str(), EndsWith("\nfurther failures are in the report at the end\n"));
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
