// Growth that is a slope, and growth that is none.
#include "eardrum/conformance/resources/memory.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

#include "eardrum/conformance/resources/garbage_collectors.hpp"
#include "eardrum/conformance/resources/holdings.hpp"

namespace eardrum::conformance::load {
namespace {

std::optional<std::int64_t> slope_of(const std::vector<std::int64_t>& growths_kb,
                                     std::size_t visits = 400) {
  std::vector<std::int64_t> readings{1'000'000};
  for (const auto growth : growths_kb) readings.push_back(readings.back() + growth * 1000);
  return steady_slope(readings, visits);
}

TEST(SteadySlope, IsWhatEachRoundAdds) {
  EXPECT_EQ(slope_of({160, 164, 156, 160, 160}), 400);
  EXPECT_EQ(slope_of({160}), 400);
  EXPECT_EQ(slope_of({40, 40, 40}, 100), 400);
}

TEST(SteadySlope, IsNoneIfOneRoundAddsNothing) {
  EXPECT_FALSE(slope_of({160, 160, 160, 160, 0}));
  EXPECT_FALSE(slope_of({0, 160, 160, 160, 160}));
  EXPECT_FALSE(slope_of({160, 160, -160, 160, 160}));
}

TEST(SteadySlope, IsNoneIfRoundsAddAFewPages) {
  EXPECT_FALSE(slope_of({16, 16, 16, 16, 16}));
  EXPECT_FALSE(slope_of({16, 16, 16, 16, 16}, 60));
  EXPECT_TRUE(slope_of({17, 17, 17, 17, 17}));
}

TEST(SteadySlope, IsNoneIfItLevelsOff) {
  EXPECT_FALSE(slope_of({200, 180, 150, 130, 100}));
  EXPECT_FALSE(slope_of({200, 200, 200, 140, 140, 140}));
}

TEST(SteadySlope, IsNoneIfOneLargePieceMakesIt) {
  EXPECT_FALSE(slope_of({20, 20, 2000, 20, 2000, 20}));
  EXPECT_FALSE(slope_of({300, 300, 300, 300, 20}));
}

TEST(SteadySlope, NeedsARound) {
  EXPECT_FALSE(steady_slope({}, 400));
  EXPECT_FALSE(slope_of({}));
}

TEST(MemoryOf, SeesAMegabyteThatIsTouched) {
  const auto before = memory_of(::getpid());
  const std::string megabyte(std::size_t{1} << 20, 'x');
  const auto after = memory_of(::getpid());
  ASSERT_TRUE(before && after);
  EXPECT_GE(*after - *before, 1 << 20) << megabyte.size();
}

TEST(MemoryOf, KnowsNothingOfAProcessThatIsNone) {
  EXPECT_FALSE(memory_of(1 << 30));
}

/// This program holds the list of marks itself.
TEST(CollectorOf, IsToldByAMarkInTheProgram) {
  EXPECT_EQ(collector_of(::getpid()), "Java");
}

TEST(CollectorOf, IsNoneOfAPlainProgram) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::execlp("sleep", "sleep", "1000", nullptr);
    ::_exit(1);
  }
  ASSERT_GT(child, 0);
  const auto exe = "/proc/" + std::to_string(child) + "/exe";
  while (std::filesystem::read_symlink(exe) == std::filesystem::read_symlink("/proc/self/exe")) {
    ::usleep(1000);
  }
  EXPECT_EQ(collector_of(child), "");
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
}

}  // namespace
}  // namespace eardrum::conformance::load
