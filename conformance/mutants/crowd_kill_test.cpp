// What hundreds of connections at once break is found, and nobody is accused who serves fewer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eardrum/conformance/load/thousand_connections.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"

namespace eardrum::conformance::mutants {
namespace {

CaseResult in_a_crowd(std::vector<std::string> command) {
  LaunchSpec spec;
  spec.command = std::move(command);
  const Patience patience;
  const auto stage = server_stage(launched_test_bed(spec), patience);
  std::uint64_t exchanges = 0;
  auto result = load::play_crowd(*stage, ".x", patience, Profile::base, exchanges);
  EXPECT_GT(exchanges, 0U);
  return result;
}

std::vector<std::string> mutant(std::string_view name) {
  return {EARDRUM_MUTANT, std::string(name), "--listen", "{host}:{port}"};
}

TEST(Crowd, ShowsWhatHundredsOfConnectionsBreak) {
  for (const auto& fault : crowd_faults()) {
    const auto result = in_a_crowd(mutant(fault.name));
    EXPECT_TRUE(is_failure(result.verdict)) << fault.name << ": " << result.reason;
    ASSERT_TRUE(result.finding) << fault.name;
    EXPECT_EQ(result.finding->requirement, fault.requirement) << fault.name;
  }
}

TEST(Crowd, ShowsADeathAsACrash) {
  EXPECT_EQ(in_a_crowd(mutant("dies-of-many-clients")).verdict, Verdict::crash);
}

TEST(Crowd, CountsAThousandAtTheReference) {
  const auto result = in_a_crowd({EARDRUM_SERVER, "--listen", "{host}:{port}"});
  EXPECT_EQ(result.verdict, Verdict::info) << result.reason;
  EXPECT_THAT(result.observed, testing::ElementsAre("1000"));
}

TEST(Crowd, LetsAServerTakeAsManyAsItLikes) {
  const auto result =
      in_a_crowd({EARDRUM_SERVER, "--max-connections", "30", "--listen", "{host}:{port}"});
  EXPECT_EQ(result.verdict, Verdict::info) << result.reason;
  EXPECT_THAT(result.observed, testing::ElementsAre("30; the next one got no answer"));
}

TEST(Crowd, AccusesNoFaithfulServer) {
  for (const auto& variant : faithful()) {
    const auto result = in_a_crowd(mutant(variant.name));
    EXPECT_FALSE(result.finding) << variant.name << ": " << result.finding->sentence;
  }
}

}  // namespace
}  // namespace eardrum::conformance::mutants
