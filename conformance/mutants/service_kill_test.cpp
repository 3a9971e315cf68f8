// A server that serves nobody any more is found whatever brought that about, and is never merely
// untested.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "eardrum/conformance/load/load_cases.hpp"
#include "eardrum/conformance/load/open_points.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"
#include "eardrum/conformance/mutants/played_process_case.hpp"
#include "eardrum/conformance/play/test_bed.hpp"
#include "eardrum/conformance/resources/leftovers.hpp"
#include "eardrum/conformance/resources/memory.hpp"
#include "eardrum/conformance/resources/outliving_processes.hpp"

namespace eardrum::conformance::mutants {
namespace {

using ::testing::HasSubstr;

LaunchSpec mutant(std::string_view name) {
  LaunchSpec spec;
  spec.command = {EARDRUM_MUTANT, std::string(name), "--listen", "{host}:{port}"};
  return spec;
}

TEST(ADeadlockUnderLoad, IsAHang) {
  const auto stage = server_stage(launched_test_bed(mutant("deadlocks-under-load")), {});
  ASSERT_TRUE(stage->start_fresh());
  load::Load load;
  load.asks_for_all = true;
  load.patience.answer = std::chrono::milliseconds(2'000);
  std::uint64_t exchanges = 0;
  const auto results = load::play_load(*stage, load, Profile::base, exchanges);
  ASSERT_TRUE(results.front().finding) << results.front().reason;
  EXPECT_EQ(results.front().verdict, Verdict::hang);
  EXPECT_EQ(results.front().finding->requirement, "REQ-FRM-4");
  EXPECT_THAT(results.front().finding->sentence, HasSubstr("after parallel load"));
}

CaseResult played(PlayProcessCase play, std::string_view name, Profile profile) {
  return mutants::played(play, mutant(name).command, profile, {});
}

TEST(ResetsThatMakeAServerDeaf, AreAHang) {
  const auto result = played(load::play_leftovers, "deaf-after-resets", Profile::base);
  ASSERT_TRUE(result.finding) << result.reason;
  EXPECT_EQ(result.verdict, Verdict::hang);
  EXPECT_THAT(result.finding->sentence, HasSubstr("that were reset"));
}

TEST(ADeathOfManyClients, IsACrash) {
  for (auto* const play : {load::play_leftovers, load::play_memory}) {
    const auto result = played(play, "dies-of-the-sixtieth-client", Profile::base);
    ASSERT_TRUE(result.finding) << result.reason;
    EXPECT_EQ(result.verdict, Verdict::crash);
    EXPECT_THAT(result.finding->sentence, HasSubstr("killed by signal 6"));
  }
}

/// It dies of its thirtieth client, and says why.
constexpr std::string_view mortal_server = R"(
import socket, sys
s = socket.create_server((sys.argv[1], int(sys.argv[2])), backlog=128)
for _ in range(30):
    c, _ = s.accept()
    try:
        if c.recv(4096): c.sendall(b'ok\n\n')
    except OSError:
        pass
    c.close()
sys.exit('last words')
)";

TEST(ADeathOfManyClients, IsShownWithTheLastWordsOfTheProcess) {
  const auto result = mutants::played(
      load::play_leftovers, {"python3", "-c", std::string(mortal_server), "{host}", "{port}"},
      Profile::base, {});
  ASSERT_TRUE(result.finding) << result.reason;
  EXPECT_EQ(result.verdict, Verdict::crash);
  EXPECT_THAT(result.finding->output.err.visible(), HasSubstr("last words"));
}

std::atomic<int> questions = 0;

TEST(AnInterrupt, EndsEachCaseThatStartsProcessesOfItsOwn) {
  Patience patience;
  patience.given_up = [] { return ++questions > 1; };
  for (auto* const play : {load::play_choices, load::play_leftovers, load::play_memory}) {
    questions = 0;
    const std::vector<std::string> server{EARDRUM_SERVER, "--listen", "{host}:{port}"};
    EXPECT_THROW(mutants::played(play, server, Profile::base, patience), GivenUp);
    EXPECT_LE(questions, 20);
  }
}

TEST(ALeakThatASanitizerReports, CountsAsALeakDoes) {
  const auto result = played(load::play_outliving, "leaks-by-its-own-report", Profile::strict);
  ASSERT_TRUE(result.finding) << result.reason;
  EXPECT_EQ(result.verdict, Verdict::leak);
  EXPECT_THAT(result.finding->sentence, HasSubstr("LeakSanitizer reports"));
  EXPECT_EQ(played(load::play_outliving, "leaks-by-its-own-report", Profile::base).verdict,
            Verdict::warn);
}

}  // namespace
}  // namespace eardrum::conformance::mutants
