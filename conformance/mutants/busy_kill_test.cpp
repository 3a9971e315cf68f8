// Who takes open points otherwise under load is found, and nobody else.
#include <gtest/gtest.h>

#include "eardrum/conformance/load/open_points.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"
#include "eardrum/conformance/mutants/played_process_case.hpp"

namespace eardrum::conformance::mutants {
namespace {

CaseResult when_busy(std::vector<std::string> command) {
  return played(load::play_choices, std::move(command), Profile::base);
}

std::vector<std::string> mutant(std::string_view name) {
  return {EARDRUM_MUTANT, std::string(name), "--listen", "{host}:{port}"};
}

TEST(OpenPointsUnderLoad, ShowWhoTakesThemOtherwise) {
  for (const auto& fault : busy_faults()) {
    const auto result = when_busy(mutant(fault.name));
    EXPECT_EQ(result.verdict, Verdict::fail) << fault.name << ": " << result.reason;
    ASSERT_TRUE(result.finding) << fault.name;
    EXPECT_EQ(result.finding->requirement, fault.requirement) << fault.name;
    EXPECT_TRUE(result.finding->sentence.starts_with("under load")) << result.finding->sentence;
    EXPECT_FALSE(result.finding->transcript.empty());
  }
}

TEST(OpenPointsUnderLoad, AreTakenInOneWayByTheReference) {
  const auto result = when_busy({EARDRUM_SERVER, "--listen", "{host}:{port}"});
  EXPECT_EQ(result.verdict, Verdict::pass) << result.reason;
}

TEST(OpenPointsUnderLoad, AccuseNoFaithfulServer) {
  for (const auto& variant : faithful()) {
    const auto result = when_busy(mutant(variant.name));
    EXPECT_FALSE(result.finding) << variant.name << ": " << result.finding->sentence;
  }
}

TEST(OpenPointsUnderLoad, AreNotAnsweredByWhoClosesWhatIsOneTooMany) {
  for (const std::string most : {"3", "4", "5", "6"}) {
    const auto result =
        when_busy({EARDRUM_SERVER, "--max-connections", most, "--listen", "{host}:{port}"});
    EXPECT_FALSE(result.finding) << most << ": " << result.finding->sentence;
  }
  const auto result = when_busy(mutant("five-at-a-time"));
  EXPECT_FALSE(result.finding) << result.finding->sentence;
}

TEST(OpenPointsUnderLoad, AreNotAskedAboutWhereOneIsServedAtATime) {
  EXPECT_EQ(when_busy(mutant("one-at-a-time")).verdict, Verdict::not_applicable);
}

}  // namespace
}  // namespace eardrum::conformance::mutants
