// What connections leave behind is found, and nobody is accused who tidies up.
#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <expected>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "eardrum/conformance/mutants/mutants.hpp"
#include "eardrum/conformance/mutants/played_process_case.hpp"
#include "eardrum/conformance/resources/leftovers.hpp"
#include "eardrum/conformance/resources/memory.hpp"
#include "eardrum/conformance/resources/outliving_processes.hpp"

namespace eardrum::conformance::mutants {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;

CaseResult after_many_connections(std::vector<std::string> command, Profile profile) {
  return played(load::play_leftovers, std::move(command), profile);
}

CaseResult memory_after_many(std::vector<std::string> command, Profile profile) {
  return played(load::play_memory, std::move(command), profile);
}

/// A sanitizer keeps what was freed, and so the kit says nothing.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
constexpr bool sanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool sanitized = false;
#endif

constexpr std::string_view memory_fault = "leaks-memory";
constexpr std::string_view daemon_fault = "leaves-a-daemon";

std::vector<std::string> mutant(std::string_view name) {
  return {EARDRUM_MUTANT, std::string(name), "--listen", "{host}:{port}"};
}

TEST(Leftovers, AreFoundByTheirRule) {
  for (const auto& fault : leftover_faults()) {
    if (fault.name == memory_fault || fault.name == daemon_fault) continue;
    const auto result = after_many_connections(mutant(fault.name), Profile::strict);
    const bool spins = fault.name == "spins-when-clients-leave";
    EXPECT_EQ(result.verdict, spins ? Verdict::fail : Verdict::leak)
        << fault.name << ": " << result.reason;
    ASSERT_TRUE(result.finding) << fault.name;
    EXPECT_EQ(result.finding->requirement, fault.requirement);
    if (spins) continue;
    const auto noun = fault.name.substr(fault.name.find('-') + 1);
    EXPECT_THAT(result.finding->sentence, HasSubstr(" " + std::string(noun) + "; before")) << noun;
  }
}

/// A testee that is another one at each start.
class Changing final : public TestBed {
 public:
  explicit Changing(std::vector<std::vector<std::string>> commands)
      : commands_(std::move(commands)) {}

  std::expected<void, StartFailure> start_fresh() override {
    LaunchSpec spec;
    spec.command = commands_.at(std::min(starts_++, commands_.size() - 1));
    bed_ = launched_test_bed(spec);
    return bed_->start_fresh();
  }
  void stop() override { bed_->stop(); }
  bool can_start() const override { return true; }
  Testee* testee() override { return bed_->testee(); }
  const Address& address() const override { return bed_->address(); }
  std::size_t starts() const { return starts_; }

 private:
  std::vector<std::vector<std::string>> commands_;
  std::size_t starts_ = 0;
  std::unique_ptr<TestBed> bed_;
};

struct OneFault {
  PlayProcessCase play;
  std::string_view mutant;
};

class Confirmation : public testing::TestWithParam<OneFault> {};

TEST_P(Confirmation, IsAskedOfAFreshProcessBeforeAnythingIsSaid) {
  if (sanitized && GetParam().mutant == memory_fault) return;
  Changing bed({mutant(GetParam().mutant), {EARDRUM_SERVER, "--listen", "{host}:{port}"}});
  std::uint64_t exchanges = 0;
  const auto result = GetParam().play({bed, ".x", Patience{}, Profile::strict, exchanges});
  EXPECT_EQ(result.verdict, Verdict::pass) << result.reason;
  EXPECT_FALSE(result.finding);
  EXPECT_EQ(bed.starts(), 2U);
}

INSTANTIATE_TEST_SUITE_P(Plays, Confirmation,
                         testing::Values(OneFault{load::play_leftovers, "leaks-descriptors"},
                                         OneFault{load::play_memory, memory_fault},
                                         OneFault{load::play_outliving, daemon_fault}),
                         [](const auto& parameter) {
                           std::string name(parameter.param.mutant);
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

/// It gives descriptors back in batches, some time after the last client has left.
constexpr std::string_view late_server = R"(
import os, select, socket, sys, time
s = socket.create_server((sys.argv[1], int(sys.argv[2])), backlog=128)
kept = []
while True:
    if not select.select([s], [], [], 0.5)[0]:
        for one in kept: os.close(one)
        kept = []
        continue
    c, _ = s.accept()
    try:
        if c.recv(4096): c.sendall(b'ok\n\n')
        c.recv(4096)
    except OSError:
        pass
    c.close()
    kept.append(os.open('/dev/null', os.O_RDONLY))
)";

TEST(Leftovers, AreNotWhatIsTidiedUpALittleLater) {
  const auto result = after_many_connections(
      {"python3", "-c", std::string(late_server), "{host}", "{port}"}, Profile::strict);
  EXPECT_EQ(result.verdict, Verdict::pass)
      << result.reason << (result.finding ? result.finding->sentence : "");
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

TEST(Memory, ThatGrowsIsFoundWithItsFigure) {
  const auto result = memory_after_many(mutant(memory_fault), Profile::strict);
  if (sanitized) {
    EXPECT_EQ(result.verdict, Verdict::not_applicable) << result.reason;
    EXPECT_THAT(result.reason, HasSubstr("Sanitizer"));
    return;
  }
  ASSERT_TRUE(result.finding) << result.reason;
  EXPECT_EQ(result.verdict, Verdict::leak);
  EXPECT_EQ(result.finding->requirement, "REQ-CON-8");
  // 400 bytes and what list and allocator need for them, for three of four: one aborts.
  EXPECT_THAT(std::string(result.finding->sentence),
              ContainsRegex("grows by about 3[0-9][0-9] bytes for each client .* in each of 12"));
}

TEST(Memory, ThatGrowsIsAWarningWhereTheTextIsSilent) {
  if (sanitized) return;
  EXPECT_EQ(memory_after_many(mutant(memory_fault), Profile::base).verdict, Verdict::warn);
}

/// The mutant once more, with a name in it that only a runtime with a collector has.
TEST(Memory, IsNoSignWhereACollectorRuns) {
  std::string folder = testing::TempDir() + "eardrum-collector-XXXXXX";
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const auto program = folder + "/mutant";
  std::filesystem::copy_file(EARDRUM_MUTANT, program);
  std::ofstream(program, std::ios::app) << "OCAMLRUNPARAM";
  const auto result = memory_after_many(
      {program, std::string(memory_fault), "--listen", "{host}:{port}"}, Profile::strict);
  EXPECT_EQ(result.verdict, Verdict::not_applicable);
  EXPECT_THAT(result.reason, HasSubstr(sanitized ? "proves nothing" : "proves nothing with OCaml"));
  std::filesystem::remove_all(folder);
}

TEST(Memory, StaysLevelInTheReference) {
  const auto result =
      memory_after_many({EARDRUM_SERVER, "--listen", "{host}:{port}"}, Profile::strict);
  EXPECT_EQ(result.verdict, sanitized ? result.verdict : Verdict::pass) << result.reason;
  EXPECT_FALSE(result.finding);
}

TEST(Memory, AccusesNoFaithfulServer) {
  for (const auto& variant : faithful()) {
    const auto result = memory_after_many(mutant(variant.name), Profile::strict);
    EXPECT_FALSE(result.finding) << variant.name << ": " << result.finding->sentence;
  }
}

TEST(Outliving, IsFoundWithItsCommandLine) {
  const auto result = played(load::play_outliving, mutant(daemon_fault), Profile::strict);
  ASSERT_TRUE(result.finding) << result.reason;
  EXPECT_EQ(result.verdict, Verdict::leak);
  EXPECT_THAT(
      result.finding->sentence,
      ContainsRegex("ended but left 1 process running: '.*mutant leaves-a-daemon --listen"));
}

TEST(Outliving, IsAWarningWhereTheTextIsSilent) {
  EXPECT_EQ(played(load::play_outliving, mutant(daemon_fault), Profile::base).verdict,
            Verdict::warn);
}

TEST(Outliving, AccusesNobodyWhoEndsWithAllThatIsHis) {
  const auto reference =
      played(load::play_outliving, {EARDRUM_SERVER, "--listen", "{host}:{port}"}, Profile::strict);
  EXPECT_EQ(reference.verdict, Verdict::pass) << reference.reason;
  for (const auto& variant : faithful()) {
    const auto result = played(load::play_outliving, mutant(variant.name), Profile::strict);
    EXPECT_FALSE(result.finding) << variant.name << ": " << result.finding->sentence;
  }
}

TEST(Memory, OfWhatIsKeptOfAConnectionIsNoFindingOfItsOwn) {
  const auto result = memory_after_many(mutant("leaks-threads"), Profile::strict);
  EXPECT_FALSE(result.finding) << result.finding->sentence;
}

}  // namespace
}  // namespace eardrum::conformance::mutants
