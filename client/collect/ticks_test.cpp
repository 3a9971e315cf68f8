#include "eardrum/client/collect/ticks.hpp"

#include <gtest/gtest.h>

namespace eardrum::client {
namespace {

TEST(Ticks, AreMultiplesOfTheInterval) {
  const Ticks ticks(10);
  EXPECT_EQ(ticks.tick_at(25), 20);
  EXPECT_EQ(ticks.tick_at(30), 30);
  EXPECT_EQ(ticks.next_after(25), 30);
  EXPECT_EQ(ticks.next_after(30), 40);
  EXPECT_EQ(ticks.tick_at(-5), -10);
}

TEST(Ticks, AreTakenOnce) {
  Ticks ticks(10);
  EXPECT_TRUE(ticks.take(10));
  EXPECT_FALSE(ticks.take(10));
  EXPECT_TRUE(ticks.take(20));
  EXPECT_FALSE(ticks.take(10));
}

TEST(Ticks, AreNotTakenAgainAfterTheClockWentBack) {
  Ticks ticks(10);
  for (std::int64_t tick = 100; tick <= 200; tick += 10) EXPECT_TRUE(ticks.take(tick));
  for (std::int64_t tick = 150; tick <= 200; tick += 10) EXPECT_FALSE(ticks.take(tick));
  EXPECT_TRUE(ticks.take(210));
}

TEST(Ticks, LeftOutByAClockThatWentForwardCanBeTakenLater) {
  Ticks ticks(10);
  EXPECT_TRUE(ticks.take(100));
  EXPECT_TRUE(ticks.take(9000));
  EXPECT_TRUE(ticks.take(110));
  EXPECT_FALSE(ticks.take(9000));
  EXPECT_FALSE(ticks.take(100));
  EXPECT_TRUE(ticks.take(50));
}

}  // namespace
}  // namespace eardrum::client
