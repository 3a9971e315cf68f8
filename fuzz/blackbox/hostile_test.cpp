// Hostile bytes accuse no honest server, and find those that die of them.
#include "eardrum/fuzz/blackbox/hostile.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "eardrum/conformance/language/byte_text.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"
#include "eardrum/fuzz/blackbox/campaign.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::fuzz {
namespace {

namespace mutants = conformance::mutants;
using conformance::Verdict;
using conformance::random::Chance;
using conformance::random::Command;
using ::testing::IsEmpty;

/// What a run of eardrum-fuzz shows of a server, without load.
struct Shown {
  CampaignEnd end;
  std::vector<Verdict> verdicts;
  std::vector<std::string> findings;  ///< each with its session file
};

Shown fuzzed(const std::vector<std::string>& command, std::size_t sessions) {
  Shown shown;
  Campaign campaign;
  campaign.sessions = sessions;
  campaign.key_stamp = "test";
  campaign.jobs = 2;
  campaign.make_stage = [command] {
    conformance::LaunchSpec spec;
    spec.command = command;
    return conformance::server_stage(conformance::launched_test_bed(spec), {});
  };
  campaign.on_finding = [&](const CampaignFinding& finding) {
    const auto& result = finding.found.result;
    shown.verdicts.push_back(result.verdict);
    shown.findings.push_back(result.finding->requirement + ": " + result.finding->sentence + "\n" +
                             finding.found.text);
  };
  shown.end = run_campaign(campaign);
  return shown;
}

std::string bytes_of(const Command& command) {
  return conformance::expand(conformance::read_byte_text(command.line, "").value(), {});
}

TEST(HostileCommand, IsOneLineWhereAnAnswerIsDue) {
  Chance chance(1);
  for (int i = 0; i < 5000; ++i) {
    const auto command = hostile_command(chance);
    EXPECT_NE(command.end, Command::End::none);
    const auto bytes = bytes_of(command);
    ASSERT_FALSE(bytes.empty());
    if (command.kind != Command::Kind::open) continue;
    EXPECT_EQ(bytes.find('\n'), bytes.size() - 1) << command.line;
    EXPECT_TRUE(bytes.starts_with("put")) << command.line;
    EXPECT_TRUE(std::ranges::none_of(bytes.substr(0, bytes.size() - 1), [](char c) {
      return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    })) << command.line;
  }
}

TEST(HostileCommand, IsOftenWhatNobodyWouldSend) {
  Chance chance(1);
  int long_ones = 0;
  int not_ascii = 0;
  int without_end = 0;
  for (int i = 0; i < 1000; ++i) {
    const auto bytes = bytes_of(hostile_command(chance));
    long_ones += bytes.size() > 4000 ? 1 : 0;
    without_end += bytes.ends_with('\n') ? 0 : 1;
    not_ascii += std::ranges::any_of(bytes, [](char c) { return (c & 0x80) != 0; }) ? 1 : 0;
  }
  EXPECT_GT(long_ones, 30);
  EXPECT_GT(not_ascii, 100);
  EXPECT_GT(without_end, 100);
}

TEST(Blackbox, AccusesTheReferenceOfNothing) {
  const auto shown = fuzzed({EARDRUM_SERVER, "--listen", "{host}:{port}"}, 500);
  EXPECT_EQ(shown.end.progress.sessions, 500U);
  EXPECT_TRUE(shown.end.complete) << shown.end.why << ": " << shown.end.trouble;
  EXPECT_THAT(shown.findings, IsEmpty());
}

std::string test_name(const testing::TestParamInfo<const mutants::Mutant*>& parameter) {
  std::string name(parameter.param->name);
  std::ranges::replace(name, '-', '_');
  return name;
}

std::vector<const mutants::Mutant*> all_faithful() {
  std::vector<const mutants::Mutant*> all;
  for (const auto& each : mutants::faithful()) all.push_back(&each);
  return all;
}

std::vector<std::string> command_of(const mutants::Mutant& mutant) {
  return {EARDRUM_MUTANT, std::string(mutant.name), "--listen", "{host}:{port}"};
}

class Faithful : public testing::TestWithParam<const mutants::Mutant*> {};

TEST_P(Faithful, IsAccusedOfNothing) {
  const auto shown = fuzzed(command_of(*GetParam()), 150);
  EXPECT_TRUE(shown.end.complete) << shown.end.why << ": " << shown.end.trouble;
  EXPECT_THAT(shown.findings, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(All, Faithful, testing::ValuesIn(all_faithful()), test_name);

class Deadly : public testing::TestWithParam<const mutants::Mutant*> {};

TEST_P(Deadly, IsFound) {
  const auto shown = fuzzed(command_of(*GetParam()), 300);
  EXPECT_THAT(shown.verdicts, testing::Contains(testing::AnyOf(Verdict::crash, Verdict::hang)))
      << testing::PrintToString(shown.findings);
}

INSTANTIATE_TEST_SUITE_P(Mutants, Deadly,
                         testing::Values(mutants::find("dies-of-nul"),
                                         mutants::find("dies-of-non-ascii"),
                                         mutants::find("dies-of-reset"),
                                         mutants::find("dies-of-long-line"),
                                         mutants::find("mute-after-non-ascii")),
                         test_name);

}  // namespace
}  // namespace eardrum::fuzz
