#include "eardrum/client/view/stats.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace eardrum::client {
namespace {

Series every(std::int64_t step, std::initializer_list<double> values) {
  Series series;
  for (const double value : values) {
    series.emplace_back(static_cast<std::int64_t>(series.size()) * step, value);
  }
  return series;
}

Figures all_of(const Series& series, const std::vector<double>& ranks = {}) {
  return figures(series, 0, series.size(), ranks, find_gap(series));
}

TEST(Figures, AreThoseOfNumpy) {
  // numpy.percentile([4, 1, 3, 2], [0, 25, 50, 90, 100]) == [1, 1.75, 2.5, 3.7, 4]
  const auto found = all_of(every(10, {4, 1, 3, 2}), {0, 25, 50, 90, 100});
  EXPECT_EQ(found.count, 4);
  EXPECT_EQ(found.min, 1);
  EXPECT_EQ(found.max, 4);
  EXPECT_EQ(found.mean, 2.5);
  EXPECT_EQ(found.sum, 10);
  EXPECT_EQ(found.last, 2);
  EXPECT_DOUBLE_EQ(*found.rate, -2.0 / 30);
  const std::vector<double> expected{1, 1.75, 2.5, 3.7, 4};
  ASSERT_EQ(found.percentiles.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_DOUBLE_EQ(found.percentiles[i], expected[i]);
  }
}

TEST(Figures, HaveNoRateWithoutTime) {
  EXPECT_FALSE(all_of({{5, 1}}).rate);
  EXPECT_FALSE(all_of({{5, 1}, {5, 2}}).rate);
}

TEST(Figures, LoseNoSmallValuesBesideALargeOne) {
  Series series{{0, 1e16}};
  for (int i = 1; i <= 1000; ++i) series.emplace_back(i, 1);
  EXPECT_EQ(all_of(series).sum, 1e16 + 1000);
}

TEST(Figures, CountGaps) {
  const Series series{{0, 1}, {10, 1}, {20, 1}, {30, 1}, {100, 1}, {110, 1}};
  EXPECT_EQ(find_gap(series), 30);
  EXPECT_EQ(all_of(series).gap_count, 1);
  EXPECT_EQ(all_of(series).longest_gap_seconds, 70);
  EXPECT_FALSE(find_gap({{0, 1}, {100, 1}}));
}

TEST(Figures, BearTheWholeRangeOfTime) {
  const Series series{{INT64_MIN, 1}, {0, 2}, {INT64_MAX, 3}};
  const auto found = all_of(series, {50});
  EXPECT_EQ(found.count, 3);
  EXPECT_EQ(find_gap(series), INT64_MAX);
}

TEST(Buckets, ShowEmptyOnes) {
  const Series series{{5, 1}, {9, 3}, {35, 7}};
  const auto found = in_buckets(series, 10, 0, {});
  ASSERT_EQ(found.buckets.size(), 4U);
  EXPECT_EQ(found.buckets[0].begin_time, 0);
  EXPECT_EQ(found.buckets[0].figures->mean, 2);
  EXPECT_FALSE(found.buckets[1].figures);
  EXPECT_FALSE(found.buckets[2].figures);
  EXPECT_EQ(found.buckets[3].begin_time, 30);
  EXPECT_EQ(found.buckets[3].figures->count, 1);
}

TEST(Buckets, BeginAtLocalMidnight) {
  constexpr std::int64_t three_hours = 10'800;
  const auto found = in_buckets({{86'400 - three_hours, 1}, {-5, 1}}, 86'400, three_hours, {});
  EXPECT_EQ(found.buckets.front().begin_time, 86'400 - three_hours);
}

TEST(Buckets, AreCutShortWhereTheyWouldFillTheMemory) {
  const auto found = in_buckets({{0, 1}, {1'000'000'000'000, 1}}, 1, 0, {});
  EXPECT_TRUE(found.cut_short);
  EXPECT_EQ(found.buckets.size(), 1'000'000U);
}

}  // namespace
}  // namespace eardrum::client
