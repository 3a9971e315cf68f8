#include "eardrum/conformance/run/mismatch_fault.hpp"

#include <gtest/gtest.h>

#include <string>

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

}  // namespace
}  // namespace eardrum::conformance
