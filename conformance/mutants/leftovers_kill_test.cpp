// What connections leave behind is found, and nobody is accused who tidies up.
#include <gtest/gtest.h>

#include "eardrum/conformance/load/leftovers.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"

namespace eardrum::conformance::mutants {
namespace {

CaseResult after_many_connections(std::vector<std::string> command, Profile profile) {
  LaunchSpec spec;
  spec.command = std::move(command);
  const auto bed = launched_test_bed(spec);
  std::uint64_t exchanges = 0;
  return load::play_leftovers(*bed, ".x", profile, exchanges);
}

std::vector<std::string> mutant(std::string_view name) {
  return {EARDRUM_MUTANT, std::string(name), "--listen", "{host}:{port}"};
}

TEST(Leftovers, AreFoundByTheirRule) {
  for (const auto& fault : leftover_faults()) {
    const auto result = after_many_connections(mutant(fault.name), Profile::strict);
    EXPECT_EQ(result.verdict, Verdict::fail) << fault.name << ": " << result.reason;
    ASSERT_TRUE(result.finding) << fault.name;
    EXPECT_EQ(result.finding->requirement, fault.requirement);
  }
}

TEST(Leftovers, AreAWarningWhereTheTextIsSilent) {
  EXPECT_EQ(after_many_connections(mutant("leaks-threads"), Profile::base).verdict, Verdict::warn);
}

TEST(Leftovers, AreNotSeenInTheReference) {
  const auto result =
      after_many_connections({EARDRUM_SERVER, "--listen", "{host}:{port}"}, Profile::strict);
  EXPECT_EQ(result.verdict, Verdict::pass) << result.reason;
}

TEST(Leftovers, AccuseNoFaithfulServer) {
  for (const auto& variant : faithful()) {
    const auto result = after_many_connections(mutant(variant.name), Profile::strict);
    EXPECT_FALSE(result.finding) << variant.name << ": " << result.finding->sentence;
  }
}

}  // namespace
}  // namespace eardrum::conformance::mutants
