#include "eardrum/conformance/run/mismatch_fault.hpp"

#include <gtest/gtest.h>

#include <string>

#include "eardrum/conformance/language/session_reader.hpp"

namespace eardrum::conformance {
namespace {

/// The fault of a play that waited for an answer and got these bytes.
FaultKind kind_of(Mismatch::Kind kind, const std::string& received) {
  Played played;
  played.mismatch.emplace();
  played.mismatch->kind = kind;
  played.mismatch->received = TesteeBytes(received);
  return fault_of(Session{}, played).kind;
}

TEST(MismatchFault, IsAnUnfinishedAnswerOnlyWhereAnAnswerBegan) {
  using Kind = Mismatch::Kind;
  EXPECT_EQ(kind_of(Kind::silent, ""), FaultKind::silent);
  EXPECT_EQ(kind_of(Kind::closed, ""), FaultKind::closed);
  for (const auto kind : {Kind::silent, Kind::closed}) {
    EXPECT_EQ(kind_of(kind, "ok\n"), FaultKind::unfinished);
    EXPECT_EQ(kind_of(kind, "\n"), FaultKind::beyond_end) << "a third LF of the answer before";
  }
}

TEST(MismatchFault, IsASecondAnswerWhereTheRestBeginsAsOne) {
  EXPECT_EQ(kind_of(Mismatch::Kind::extra, "ok\n\n"), FaultKind::second_answer);
  EXPECT_EQ(kind_of(Mismatch::Kind::extra, "\n"), FaultKind::beyond_end);
  EXPECT_EQ(kind_of(Mismatch::Kind::answer, "ok\n\nerror\nwrong command\n\n"),
            FaultKind::second_answer);
}

TEST(MismatchFault, IsAnotherErrorTextWhereTheErrorIsAllowed) {
  const auto kind_in = [](const std::string& expectation) {
    const auto sessions = read_sessions(
        "session t.t REQ-GET-11\ntitle t\nA> get k*\\n\nA< " + expectation + "\n", "t");
    Played played;
    played.mismatch.emplace();
    played.mismatch->place = sessions.value().front().steps.back().place;
    played.mismatch->received = TesteeBytes("error\nno such command\n\n");
    return fault_of(sessions.value().front(), played).kind;
  };
  EXPECT_EQ(kind_in("one of:\n  refused = error\\nwrong command\\n\\n\n  nothing = ok\\n\\n"),
            FaultKind::error_text);
  EXPECT_EQ(kind_in("one of:\n  one = ok\\nk 1 1\\n\\n\n  nothing = ok\\n\\n"),
            FaultKind::error_instead);
}

TEST(MismatchFault, OfSeveralAnswersTogetherIsOfNoKind) {
  EXPECT_EQ(kind_of(Mismatch::Kind::answer, ""), FaultKind::other);
}

}  // namespace
}  // namespace eardrum::conformance
