#include "eardrum/conformance/play/effort.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <thread>

namespace eardrum::conformance {
namespace {

using std::chrono::milliseconds;

constexpr Patience patience{.answer = milliseconds(10'000), .work = milliseconds(30'000)};

bool more(EffortSeen seen) {
  return deserves_more_time(seen, patience);
}

TEST(MoreTime, IsDueToAnybodyUntilTheWaitForAnAnswerIsOver) {
  EXPECT_TRUE(more({.waited = milliseconds(9'999)}));
  EXPECT_FALSE(more({.waited = milliseconds(10'000)}));
}

TEST(MoreTime, IsDueToWhoIsAtWorkUntilThatHasCostTooMuch) {
  const EffortSeen at_work{
      .waited = milliseconds(25'000), .processor_time = milliseconds(24'000), .working = true};
  EXPECT_TRUE(more(at_work));
  auto idle = at_work;
  idle.working = false;
  EXPECT_FALSE(more(idle));
  auto endless = at_work;
  endless.processor_time = milliseconds(30'000);
  EXPECT_FALSE(more(endless));
}

TEST(MoreTime, EndsForWhoGetsHardlyAnyProcessor) {
  EXPECT_FALSE(more(
      {.waited = milliseconds(120'000), .processor_time = milliseconds(9'000), .working = true}));
}

TEST(MoreTime, IsDueToBytesThatComeAtARate) {
  EXPECT_TRUE(more({.waited = milliseconds(14'000), .bytes = 10'000}));
  EXPECT_FALSE(more({.waited = milliseconds(14'000), .bytes = 1'000}));
  EXPECT_FALSE(more({.waited = milliseconds(41'000), .bytes = 100'000'000}));
}

TEST(Effort, OfAProcessThatComputesGoesOnAndOfOneThatSleepsDoesNot) {
  Effort effort(::getpid(), {.answer = milliseconds(1), .work = milliseconds(30'000)});
  effort.goes_on(milliseconds(1'000), 0);
  const auto until = std::chrono::steady_clock::now() + milliseconds(300);
  while (std::chrono::steady_clock::now() < until) {
  }
  EXPECT_TRUE(effort.goes_on(milliseconds(1'600), 0));
  std::this_thread::sleep_for(milliseconds(50));
  EXPECT_FALSE(effort.goes_on(milliseconds(3'000), 0));
}

}  // namespace
}  // namespace eardrum::conformance
