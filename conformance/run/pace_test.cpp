#include "eardrum/conformance/run/pace.hpp"

#include <gtest/gtest.h>

namespace eardrum::conformance {
namespace {

using std::chrono::milliseconds;

constexpr PaceLimits two_or_sixteen{.testees = 2, .may_add_testees = true};

TEST(Pace, OfAFastTesteeStaysAsItIsAsked) {
  for (const auto& pace : {first_pace(two_or_sixteen, {}), settled_pace(two_or_sixteen, {})}) {
    EXPECT_EQ(pace.testees, 2U);
    EXPECT_FALSE(pace.share_processes);
    EXPECT_EQ(pace.cuts, Cuts::everywhere);
    EXPECT_EQ(pace.slow_answers, milliseconds(0));
  }
}

TEST(Pace, OfATesteeThatStartsSlowlySharesProcesses) {
  auto limits = two_or_sixteen;
  limits.startup = milliseconds(39);
  EXPECT_FALSE(first_pace(limits, {}).share_processes);
  limits.startup = milliseconds(40);
  EXPECT_TRUE(first_pace(limits, {}).share_processes);
  EXPECT_EQ(first_pace(limits, {}).testees, 2U);
  limits.startup = milliseconds(1000);
  EXPECT_EQ(first_pace(limits, {}).testees, 16U);
}

TEST(Pace, OfATesteeThatComputesToStartTakesNoMoreTestees) {
  auto limits = two_or_sixteen;
  limits.startup = milliseconds(3000);
  limits.startup_work = milliseconds(240);
  EXPECT_EQ(first_pace(limits, {}).testees, 16U);
  limits.startup_work = milliseconds(250);
  EXPECT_EQ(first_pace(limits, {}).testees, 2U);
  EXPECT_TRUE(first_pace(limits, {}).share_processes);
}

TEST(Pace, OfATesteeThatAnswersSlowlyTakesMoreTesteesAndFewerCuts) {
  const FirstSight slow{.one_at_a_time = false, .answer_time = milliseconds(30)};
  const auto pace = settled_pace(two_or_sixteen, slow);
  EXPECT_EQ(pace.testees, 16U);
  EXPECT_EQ(pace.cuts, Cuts::few);
  EXPECT_EQ(pace.slow_answers, milliseconds(30));
  auto exhaustive = two_or_sixteen;
  exhaustive.exhaustive = true;
  EXPECT_EQ(settled_pace(exhaustive, slow).cuts, Cuts::everywhere);
}

TEST(Pace, OfTesteesThatDisturbEachOtherIsOneAtATime) {
  const FirstSight alone{.one_at_a_time = true, .answer_time = milliseconds(500)};
  auto limits = two_or_sixteen;
  limits.startup = milliseconds(2000);
  EXPECT_EQ(first_pace(limits, alone).testees, 1U);
  EXPECT_EQ(settled_pace(limits, alone).testees, 1U);
}

TEST(Pace, OfAQuickRunCutsOnceAndSharesProcesses) {
  auto limits = two_or_sixteen;
  limits.quick = true;
  EXPECT_EQ(first_pace(limits, {}).cuts, Cuts::one);
  EXPECT_TRUE(first_pace(limits, {}).share_processes);
  EXPECT_EQ(settled_pace(limits, {.one_at_a_time = false, .answer_time = milliseconds(30)}).cuts,
            Cuts::one);
}

}  // namespace
}  // namespace eardrum::conformance
