#include "eardrum/client/delivery/backoff.hpp"

#include <gtest/gtest.h>

namespace eardrum::client {
namespace {

using namespace std::chrono_literals;

constexpr double nearly_one = 0.999999;

TEST(Backoff, DoublesUpToItsLimit) {
  Backoff backoff(1s, 60s);
  std::chrono::milliseconds before{0};
  for (int i = 0; i < 5; ++i) {
    const auto wait = backoff.after_failure(nearly_one);
    EXPECT_GT(wait, before);
    before = wait;
  }
  for (int i = 0; i < 100; ++i) before = backoff.after_failure(nearly_one);
  EXPECT_LE(before, 60s);
  EXPECT_GT(before, 59s);
}

TEST(Backoff, NeverTriesTwiceInAnInterval) {
  for (const double drawn : {0.0, 0.5, nearly_one}) {
    Backoff backoff(10s, 5s);
    for (int i = 0; i < 10; ++i) EXPECT_GE(backoff.after_failure(drawn), 10s);
  }
}

TEST(Backoff, DrawsBetweenHalfAndWhole) {
  Backoff low(1s, 3600s);
  Backoff high(1s, 3600s);
  for (int i = 0; i < 6; ++i) {
    const auto short_wait = low.after_failure(0);
    const auto long_wait = high.after_failure(nearly_one);
    EXPECT_GT(long_wait, short_wait);
    EXPECT_NEAR(static_cast<double>(long_wait.count()), 2 * static_cast<double>(short_wait.count()),
                2);
  }
}

TEST(Backoff, StartsAgainAfterSuccess) {
  Backoff backoff(1s, 3600s);
  const auto first = backoff.after_failure(0.5);
  backoff.after_failure(0.5);
  backoff.after_success();
  EXPECT_EQ(backoff.after_failure(0.5), first);
}

}  // namespace
}  // namespace eardrum::client
