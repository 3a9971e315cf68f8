#include "eardrum/conformance/load/load_cases.hpp"

#include <gtest/gtest.h>

#include <string>

namespace eardrum::conformance::load {
namespace {

CaseResult failed_by(FaultKind kind, const std::string& blamed) {
  CaseResult result;
  result.requirement = "REQ-CON-3";
  result.verdict = Verdict::fail;
  result.finding.emplace();
  result.finding->requirement = blamed;
  result.finding->fault.kind = kind;
  return result;
}

Verdict kept(const CaseResult& calm, const CaseResult& loaded) {
  std::vector<CaseResult> results{loaded};
  forget_wrong_answers({calm}, results);
  EXPECT_EQ(results.front().finding.has_value(), results.front().verdict != Verdict::untested);
  return results.front().verdict;
}

TEST(WrongAnswersUnderLoad, AreForgottenWhereAnswersAreWrongInPeace) {
  const auto calm = failed_by(FaultKind::rows, "REQ-PUT-3");
  EXPECT_EQ(kept(calm, failed_by(FaultKind::malformed, "REQ-GET-4")), Verdict::untested);
}

TEST(WrongAnswersUnderLoad, AreKeptWhereNoneAreWrongInPeace) {
  const auto wrong = failed_by(FaultKind::malformed, "REQ-GET-4");
  EXPECT_EQ(kept(failed_by(FaultKind::accepted, "REQ-PUT-12"), wrong), Verdict::fail);
  EXPECT_EQ(kept(CaseResult{}, wrong), Verdict::fail);
}

TEST(WrongAnswersUnderLoad, AreNeitherMissingAnswersNorWhatOnlyLoadShows) {
  const auto calm = failed_by(FaultKind::rows, "REQ-PUT-3");
  EXPECT_EQ(kept(calm, failed_by(FaultKind::closed, "REQ-FRM-4")), Verdict::fail);
  EXPECT_EQ(kept(calm, failed_by(FaultKind::rows, "REQ-CON-3")), Verdict::fail);
}

TEST(ChangedChoicesUnderLoad, AreForgottenWhereSamplesAreLost) {
  std::vector<CaseResult> results{failed_by(FaultKind::other, "REQ-CON-3"),
                                  failed_by(FaultKind::contradiction, "REQ-FRM-4")};
  forget_changed_choices(results);
  EXPECT_EQ(results.front().verdict, Verdict::fail);
  EXPECT_EQ(results.back().verdict, Verdict::untested);
  EXPECT_FALSE(results.back().finding);
}

TEST(ChangedChoicesUnderLoad, AreKeptWhereNoneAreLost) {
  std::vector<CaseResult> results{failed_by(FaultKind::other, "REQ-CON-4"),
                                  failed_by(FaultKind::contradiction, "REQ-FRM-4")};
  forget_changed_choices(results);
  EXPECT_EQ(results.back().verdict, Verdict::fail);
}

}  // namespace
}  // namespace eardrum::conformance::load
