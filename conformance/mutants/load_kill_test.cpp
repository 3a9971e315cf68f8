// Parallel load finds the stores that lack a lock, and accuses no other.
#include <gtest/gtest.h>

#include "eardrum/conformance/load/load_cases.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"
#include "eardrum/conformance/play/test_bed.hpp"
#include "eardrum/protocol/requirement.hpp"

namespace eardrum::conformance::mutants {
namespace {

std::vector<CaseResult> under_load(std::vector<std::string> command) {
  LaunchSpec spec;
  spec.command = std::move(command);
  const auto stage = server_stage(launched_test_bed(spec), {});
  if (!stage->start_fresh()) throw std::runtime_error("the server does not start");
  load::Load load;
  load.asks_for_all = true;
  std::uint64_t exchanges = 0;
  return load::play_load(*stage, load, Profile::strict, exchanges);
}

std::vector<std::string> mutant(std::string_view name) {
  return {EARDRUM_MUTANT, std::string(name), "--listen", "{host}:{port}"};
}

TEST(ParallelLoad, FindsEachFaultByItsRule) {
  for (const auto& fault : load_faults()) {
    bool killed = false;
    for (const auto& result : under_load(mutant(fault.name))) {
      if (result.requirement != fault.requirement) continue;
      EXPECT_EQ(result.verdict, Verdict::fail) << fault.name << ": " << result.reason;
      killed = result.finding && result.finding->requirement == fault.requirement &&
               result.finding->transcript.size() >= 2;
    }
    EXPECT_TRUE(killed) << fault.name;
  }
}

TEST(ParallelLoad, PassesTheReference) {
  for (const auto& result : under_load({EARDRUM_SERVER, "--listen", "{host}:{port}"})) {
    EXPECT_EQ(result.verdict, Verdict::pass) << result.session << ": " << result.reason;
  }
}

TEST(ParallelLoad, AccusesNoFaithfulServer) {
  for (const auto& variant : faithful()) {
    for (const auto& result : under_load(mutant(variant.name))) {
      EXPECT_FALSE(is_failure(result.verdict))
          << variant.name << ", " << result.session << ": " << sentence_of(result);
    }
  }
}

TEST(ParallelLoad, DoesNotApplyToAServerOfOneConnectionAtATime) {
  for (const auto& result : under_load(mutant("one-at-a-time"))) {
    EXPECT_EQ(result.verdict, Verdict::not_applicable) << result.session;
  }
}

}  // namespace
}  // namespace eardrum::conformance::mutants
