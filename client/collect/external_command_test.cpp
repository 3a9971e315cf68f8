#include "eardrum/client/collect/external_command.hpp"

#include <gmock/gmock.h>

namespace eardrum::client {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 60s;

TEST(RunCommand, ReturnsTheOutput) {
  EXPECT_EQ(run_command("echo one; echo two", patience), "one\ntwo\n");
  EXPECT_EQ(run_command("", patience), "");
}

TEST(RunCommand, SaysHowItFailed) {
  EXPECT_EQ(run_command("exit 7", patience).error(), "exited with 7");
  EXPECT_EQ(run_command("kill -9 $$", patience).error(), "was ended by signal 9");
  EXPECT_EQ(run_command("head -c 2000000 /dev/zero", patience).error(), "wrote more than 1 MiB");
}

TEST(RunCommand, IsKilledAtTheEndOfItsTime) {
  EXPECT_EQ(run_command("sleep 1000 & wait", 50ms).error(), "was not done in time");
  EXPECT_EQ(run_command("exec >&-; sleep 1000", 50ms).error(), "was not done in time");
}

TEST(RunCommand, HasNoInput) {
  EXPECT_EQ(run_command("cat", patience), "");
}

TEST(CommandLines, AreSamplesOfTheTick) {
  const auto lines = read_command_lines("# comment\n\na 1\nb 2 9\nc x\n", 5);
  EXPECT_THAT(lines.samples, testing::ElementsAre(Sample{"a", 1, 5}, Sample{"b", 2, 9}));
  EXPECT_EQ(lines.refused.size(), 1U);
}

}  // namespace
}  // namespace eardrum::client
