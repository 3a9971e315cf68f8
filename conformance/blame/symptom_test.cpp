#include "eardrum/conformance/blame/symptom.hpp"

#include <gtest/gtest.h>

namespace eardrum::conformance {
namespace {

CaseResult fell_silent(const std::string& request, const std::string& received) {
  CaseResult result;
  result.verdict = Verdict::hang;
  result.finding.emplace();
  auto& finding = *result.finding;
  finding.fault.kind = received.empty() ? FaultKind::silent : FaultKind::unfinished;
  finding.received = TesteeBytes(received);
  finding.transcript = {{TranscriptEntry::Kind::sent, "A", TesteeBytes(request), "", {}},
                        {TranscriptEntry::Kind::received, "A", TesteeBytes(received), "", {}}};
  return result;
}

CaseResult answered(const std::string& request, const std::string& received) {
  auto result = fell_silent(request, received);
  result.verdict = Verdict::fail;
  result.finding->fault.kind = FaultKind::accepted;
  result.finding->expected = "error\nwrong command\n\n";
  return result;
}

TEST(Shape, ForgetsNumbersAndNamesThatAreNoMatter) {
  EXPECT_EQ(shape("ok\npalm.cpu.abcdefgh 10.5 1501864247\n\n"), "ok\nK N.N N\n\n");
  EXPECT_EQ(shape("put a.b -1 20\n"), "put K -N N\n");
  EXPECT_EQ(shape("a 1 2\nb 33 44\nc 5 6"), "K N N\nK N N");
  EXPECT_EQ(shape("ok\n\n\n"), "ok\n\n\n");
}

TEST(Shape, KeepsWhatMayBeTheMatter) {
  EXPECT_EQ(shape("get *\n"), "get *\n");
  EXPECT_EQ(shape("put a nan 1e5"), "put K nan NeN");
  EXPECT_EQ(shape("put a 1234567890123 1\n"), "put K M N\n");
  EXPECT_EQ(shape("put " + std::string(100, 'x') + " 1 2"),
            "put " + std::string(100, 'x') + " N N");
  EXPECT_EQ(shape("put a\xff 1 2"), "put a\xff N N");
  EXPECT_EQ(shape("error\nwrong command\n\n"), "error\nwrong command\n\n");
}

TEST(Symptom, AnAnswerThatNeverEndsLooksTheSameAfterEveryRequest) {
  const auto put = fell_silent("put a.b 1 2\n", "ok\n");
  EXPECT_EQ(symptom(put), symptom(fell_silent("get nothing\n", "ok\n")));
  EXPECT_NE(symptom(put), symptom(fell_silent("put a.b 1 2\n", "o")));
  EXPECT_EQ(symptom(fell_silent("get a\n", "ok\na.x 1.5 22\n")),
            symptom(fell_silent("get *\n", "ok\nlong.name 22.25 1\n")));
}

TEST(Symptom, SilenceWithoutAByteIsToldApartByTheRequest) {
  EXPECT_NE(symptom(fell_silent("put a.b 1 2\n", "")), symptom(fell_silent("gets a\n", "")));
  EXPECT_EQ(symptom(fell_silent("put a.b 1 2\n", "")), symptom(fell_silent("put c 3 4\n", "")));
}

TEST(Symptom, WrongAnswersToDifferentRequestsAreTwo) {
  const auto name = answered("put a 1\n", "ok\n\n");
  EXPECT_EQ(symptom(name), symptom(answered("put bb 17\n", "ok\n\n")));
  EXPECT_NE(symptom(name), symptom(answered("put a 1 2 3\n", "ok\n\n")));
  auto other = name;
  other.finding->expected = "ok\n\n";
  EXPECT_NE(symptom(name), symptom(other));
  other = name;
  other.finding->fault.kind = FaultKind::contradiction;
  EXPECT_NE(symptom(name), symptom(other));
  other = name;
  other.verdict = Verdict::crash;
  EXPECT_NE(symptom(name), symptom(other));
}

TEST(Symptom, ACrashIsKnownByItsLastWords) {
  auto one = fell_silent("put a 1\n", "");
  one.verdict = Verdict::crash;
  one.finding->output.err =
      TesteeBytes("x\n  File \"s.py\", line 31\n    a, b = l\nValueError: 3\n");
  auto other = one;
  other.finding->transcript.front().bytes = TesteeBytes("get\n");
  other.finding->output.err =
      TesteeBytes("  File \"s.py\", line 31\n    a, b = l\nValueError: 17\n");
  EXPECT_EQ(symptom(one), symptom(other));
  other.finding->output.err =
      TesteeBytes("  File \"s.py\", line 31\n    c, d = l\nValueError: 17\n");
  EXPECT_NE(symptom(one), symptom(other));
}

TEST(SymptomLeaders, AreTheFirstOfEachKindAndNoneWhereNothingIsToExplain) {
  RunReport report;
  report.cases = {fell_silent("put a 1 2\n", "ok\n"), CaseResult{}, fell_silent("get b\n", "ok\n"),
                  answered("put a 1\n", "ok\n\n")};
  const auto leaders = symptom_leaders(report);
  const auto* cases = report.cases.data();
  EXPECT_EQ(leaders, (std::vector<const CaseResult*>{cases, nullptr, cases, cases + 3}));
}

}  // namespace
}  // namespace eardrum::conformance
