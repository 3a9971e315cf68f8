// Every mutant is killed by a session of its own rule, and every session that binds kills a mutant.
#include "eardrum/conformance/mutants/kill_matrix.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "eardrum/protocol/requirement.hpp"

namespace eardrum::conformance::mutants {
namespace {

using ::testing::IsEmpty;

std::string kills_file() {
  std::ifstream file(EARDRUM_KILLS_FILE);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// What must be the same each time. Whether two requests share a segment is the kernel's choice, so
/// of the rule about pipelines only the mutants are compared, not the sessions that saw them.
std::string comparable(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.contains("| REQ-FRM-7 |")) line = line.substr(0, line.find("| strict |"));
    result += std::string(line) + '\n';
  }
  return result;
}

TEST(KillMatrix, EveryMutantDiesOfItsOwnRuleAndEverySessionKills) {
  const auto sessions = server_sessions();
  const auto kills = kill_matrix(EARDRUM_MUTANT, sessions);
  for (const auto& kill : kills) {
    EXPECT_THAT(kill.sessions, Not(IsEmpty())) << kill.mutant->name << " survives";
    EXPECT_THAT(kill.faults, IsEmpty()) << kill.mutant->name;
  }
  EXPECT_THAT(vacuous(sessions, kills), IsEmpty());
  EXPECT_EQ(comparable(markdown(kills)), comparable(kills_file()))
      << "run eardrum-kill-matrix > conformance/mutants/KILLS.md";
}

TEST(Registry, HasAMutantForEveryBindingRuleOfServers) {
  std::set<std::string_view> broken;
  for (const auto& mutant : faulty()) broken.insert(mutant.requirement);
  for (const auto& mutant : leftover_faults()) broken.insert(mutant.requirement);
  for (const auto& rule : protocol::requirements()) {
    if (rule.level == protocol::Level::unspecified || rule.side == protocol::Side::client) continue;
    EXPECT_TRUE(broken.contains(rule.id)) << rule.id;
  }
}

TEST(Registry, NamesEachServerOnceAndAKnownRule) {
  std::set<std::string_view> names;
  for (const auto all : {faulty(), elusive(), faithful()}) {
    for (const auto& each : all) {
      EXPECT_TRUE(names.insert(each.name).second) << each.name;
      EXPECT_NE(protocol::find_requirement(each.requirement), nullptr) << each.name;
    }
  }
}

/// A house rule fails nobody in profile base, so its mutants are no mutants there.
TEST(Registry, JudgesFaultsAgainstHouseRulesInProfileStrict) {
  for (const auto& mutant : faulty()) {
    if (protocol::find_requirement(mutant.requirement)->level != protocol::Level::house) continue;
    const bool deadly = mutant.name == "dies-of-reset";  // a crash counts in every profile
    EXPECT_EQ(mutant.profile == Profile::base, deadly) << mutant.name;
  }
}

}  // namespace
}  // namespace eardrum::conformance::mutants
