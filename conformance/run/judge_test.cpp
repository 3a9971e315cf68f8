#include "eardrum/conformance/run/judge.hpp"

#include <gtest/gtest.h>

#include "eardrum/conformance/language/session_reader.hpp"

namespace eardrum::conformance {
namespace {

/// A session with one open step, for the rule and with the extra head lines given.
Session session_of(const std::string& rule, const std::string& head = "") {
  auto sessions = read_sessions("session t " + rule + "\ntitle t\n" + head +
                                    "A> get k\\n\nA< one of:\n  last [course] = ok\\n\\n\n"
                                    "  both = error\\nwrong command\\n\\n\n",
                                "test.session");
  if (!sessions) throw std::runtime_error(sessions.error().text());
  return sessions->front();
}

Played missed(Mismatch::Kind kind) {
  Played played;
  played.mismatch = Mismatch{kind, {"test.session", 4, 1}, "A< ...", "it differs", {}, {}, {}};
  return played;
}

Played chose(const Session& session, std::size_t index) {
  Played played;
  played.choices.push_back({&std::get<Expect>(session.steps.at(1).action).expectation, index});
  return played;
}

CaseResult judged(const Session& session, const Played& played, Profile profile,
                  DeliveryKind kind = DeliveryKind::whole) {
  const Played whole = chose(session, 0);
  return judge({session, {kind, 3}, played, kind == DeliveryKind::whole ? nullptr : &whole},
               profile);
}

TEST(Judge, FailsAStatedOrDerivedRuleInEveryProfile) {
  for (const auto* rule : {"REQ-PUT-1", "REQ-PUT-2"}) {
    for (const auto profile : {Profile::base, Profile::strict, Profile::course}) {
      const auto result = judged(session_of(rule), missed(Mismatch::Kind::answer), profile);
      EXPECT_EQ(result.verdict, Verdict::fail);
      EXPECT_EQ(result.finding->requirement, rule);
    }
  }
}

TEST(Judge, CallsACaseUntestedWhosePlayHadNoTimeToEnd) {
  Played played;
  played.unfinished = "the testee answers slowly";
  const auto result = judged(session_of("REQ-PUT-1"), played, Profile::base);
  EXPECT_EQ(result.verdict, Verdict::untested);
  EXPECT_EQ(result.reason, "the testee answers slowly");

  auto wrong = missed(Mismatch::Kind::answer);
  wrong.unfinished = played.unfinished;
  EXPECT_EQ(judged(session_of("REQ-PUT-1"), wrong, Profile::base).verdict, Verdict::fail);
}

TEST(Judge, OnlyWarnsOfAHouseRuleOutsideStrict) {
  const auto session = session_of("REQ-PUT-5");
  const auto played = missed(Mismatch::Kind::answer);
  EXPECT_EQ(judged(session, played, Profile::base).verdict, Verdict::warn);
  EXPECT_EQ(judged(session, played, Profile::course).verdict, Verdict::warn);
  EXPECT_EQ(judged(session, played, Profile::strict).verdict, Verdict::fail);
}

TEST(Judge, HoldsTheEnvelopeWhereTheTextIsSilent) {
  const auto result =
      judged(session_of("REQ-KEY-3"), missed(Mismatch::Kind::silent), Profile::base);
  EXPECT_EQ(result.verdict, Verdict::hang);
  EXPECT_EQ(result.finding->requirement, "REQ-FRM-4");
}

TEST(Judge, BlamesTheSessionsOtherRuleForRowsThatNoAlternativeHas) {
  const auto session = session_of("REQ-GET-7", "otherwise REQ-GET-6\n");
  const auto blamed = [&](const std::string& received, std::size_t line = 5) {
    auto played = missed(Mismatch::Kind::answer);
    played.mismatch->place.line = line;
    played.mismatch->received = TesteeBytes(received);
    const auto result = judged(session, played, Profile::base);
    EXPECT_EQ(result.verdict, Verdict::fail);
    return result.finding->requirement;
  };
  EXPECT_EQ(blamed("ok\nk 2 100\n\n"), "REQ-GET-6");
  EXPECT_EQ(blamed("ok\nk 2 100\n\n", 4), "REQ-FRM-4");  // of another step
  EXPECT_EQ(blamed("ok\nk 2\n\n"), "REQ-FRM-4");
  EXPECT_EQ(blamed("ok"), "REQ-FRM-4");
}

TEST(Judge, FailsWhoTakesTheSameInTwoWaysWhateverTheLevel) {
  for (const auto* rule : {"REQ-KEY-3", "REQ-PUT-5"}) {
    const auto result =
        judged(session_of(rule), missed(Mismatch::Kind::contradiction), Profile::base);
    EXPECT_EQ(result.verdict, Verdict::fail) << rule;
    EXPECT_EQ(result.finding->requirement, "REQ-FRM-4") << rule;
  }
}

TEST(Judge, CallsSilenceAHangOnlyWhereAnAnswerWasDue) {
  EXPECT_EQ(judged(session_of("REQ-PUT-1"), missed(Mismatch::Kind::silent), Profile::base).verdict,
            Verdict::hang);
  EXPECT_EQ(judged(session_of("REQ-CON-5"), missed(Mismatch::Kind::silent), Profile::base).verdict,
            Verdict::warn);
}

TEST(Judge, CallsADeadProcessACrashWhateverTheLevel) {
  for (const auto* rule : {"REQ-PUT-1", "REQ-PUT-5", "REQ-KEY-3"}) {
    const auto result = judged(session_of(rule), missed(Mismatch::Kind::crashed), Profile::base);
    EXPECT_EQ(result.verdict, Verdict::crash) << rule;
  }
}

TEST(Judge, BlamesSegmentationForWhatOnlyPiecesBringOut) {
  for (const auto kind : {DeliveryKind::byte_by_byte, DeliveryKind::cut}) {
    const auto result =
        judged(session_of("REQ-PUT-5"), missed(Mismatch::Kind::answer), Profile::base, kind);
    EXPECT_EQ(result.verdict, Verdict::fail);
    EXPECT_EQ(result.finding->requirement, "REQ-FRM-5");
  }
}

TEST(Judge, BlamesPipeliningForWhatOnlyCoalescingBringsOut) {
  const auto session = session_of("REQ-PUT-1");
  const auto played = missed(Mismatch::Kind::answer);
  const auto base = judged(session, played, Profile::base, DeliveryKind::coalesced);
  EXPECT_EQ(base.verdict, Verdict::warn);
  EXPECT_EQ(base.finding->requirement, "REQ-FRM-7");
  EXPECT_EQ(judged(session, played, Profile::strict, DeliveryKind::coalesced).verdict,
            Verdict::fail);
}

TEST(Judge, BlamesReassemblyForAClientsFaultInPieces) {
  auto session = session_of("REQ-CLI-3");
  session.judges_client = true;
  const auto result =
      judged(session, missed(Mismatch::Kind::answer), Profile::base, DeliveryKind::cut);
  EXPECT_EQ(result.finding->requirement, "REQ-CLI-8");
}

TEST(Judge, RecordsWhatWasChosenAndFailsNobodyForIt) {
  const auto session = session_of("REQ-PUT-18");
  const auto result = judged(session, chose(session, 1), Profile::base);
  EXPECT_EQ(result.verdict, Verdict::info);
  EXPECT_EQ(result.observed, std::vector<std::string>{"both"});
  EXPECT_FALSE(result.finding);
}

TEST(Judge, FailsAChoiceThatTheProfileDoesNotLeaveOpen) {
  const auto session = session_of("REQ-PUT-18");
  EXPECT_EQ(judged(session, chose(session, 1), Profile::course).verdict, Verdict::fail);
  EXPECT_EQ(judged(session, chose(session, 0), Profile::course).verdict, Verdict::info);
}

TEST(Judge, FailsSelfContradictionBetweenDeliveries) {
  const auto session = session_of("REQ-PUT-18");
  const auto result = judged(session, chose(session, 1), Profile::base, DeliveryKind::byte_by_byte);
  EXPECT_EQ(result.verdict, Verdict::fail);
  EXPECT_EQ(result.finding->requirement, "REQ-FRM-5");
  EXPECT_EQ(judged(session, chose(session, 0), Profile::base, DeliveryKind::byte_by_byte).verdict,
            Verdict::info);
}

TEST(Judge, FailsASessionThatBindsInItsProfileWhateverTheLevel) {
  const auto session = session_of("REQ-GET-9", "only in course\n");
  EXPECT_EQ(judged(session, missed(Mismatch::Kind::answer), Profile::course).verdict,
            Verdict::fail);
}

TEST(Judge, PassesWhatMatched) {
  const auto session = session_of("REQ-PUT-1");
  EXPECT_EQ(judged(session, chose(session, 0), Profile::base).verdict, Verdict::pass);
}

TEST(WeakenUnrepeated, KeepsWrongBytesAndSoftensSilence) {
  const auto session = session_of("REQ-PUT-1");
  for (const auto& [kind, verdict] : {std::pair{Mismatch::Kind::answer, Verdict::fail},
                                      std::pair{Mismatch::Kind::extra, Verdict::fail},
                                      std::pair{Mismatch::Kind::crashed, Verdict::crash},
                                      std::pair{Mismatch::Kind::silent, Verdict::warn},
                                      std::pair{Mismatch::Kind::closed, Verdict::warn}}) {
    const auto played = missed(kind);
    auto result = judged(session, played, Profile::base);
    weaken_unrepeated(result, {session, {}, played, nullptr}, Profile::base);
    EXPECT_EQ(result.verdict, verdict);
    EXPECT_NE(result.finding->sentence.find("flaky"), std::string::npos);
  }
}

TEST(WeakenUnrepeated, BlamesNoDelivery) {
  const auto session = session_of("REQ-PUT-1");
  const auto played = missed(Mismatch::Kind::extra);
  const Attempt attempt{session, {DeliveryKind::cut, 3}, played, nullptr};
  auto result = judge(attempt, Profile::base);
  EXPECT_EQ(result.finding->requirement, "REQ-FRM-5");
  weaken_unrepeated(result, attempt, Profile::base);
  EXPECT_NE(result.finding->requirement, "REQ-FRM-5");
  EXPECT_EQ(result.verdict, Verdict::fail);
}

}  // namespace
}  // namespace eardrum::conformance
