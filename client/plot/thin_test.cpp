#include "eardrum/client/plot/thin.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace eardrum::client {
namespace {

TEST(Thin, KeepsFirstLowestHighestAndLastOfEachColumn) {
  Series series;
  for (int i = 0; i < 10'000; ++i) series.emplace_back(i, i % 100);
  series[4321].second = 1e6;
  series[8765].second = -1e6;
  const Span span{0, 9'999};
  const auto thinned = thin(series, span, 100);
  EXPECT_LE(thinned.size(), 400U);
  EXPECT_GE(thinned.size(), 200U);
  EXPECT_EQ(thinned.front(), series.front());
  EXPECT_EQ(thinned.back(), series.back());
  EXPECT_NE(std::ranges::find(thinned, series[4321]), thinned.end());
  EXPECT_NE(std::ranges::find(thinned, series[8765]), thinned.end());
  EXPECT_TRUE(std::ranges::is_sorted(thinned));
  EXPECT_EQ(thin(thinned, span, 100), thinned);
}

TEST(Thin, BearsOneMomentAndAllOfTime) {
  const Series moment(1000, {7, 1});
  EXPECT_LE(thin(moment, {7, 7}, 10).size(), 4U);
  EXPECT_EQ(column_of(INT64_MAX, {INT64_MIN, INT64_MAX}, 10), 9U);
  EXPECT_EQ(column_of(INT64_MIN, {INT64_MIN, INT64_MAX}, 10), 0U);
}

TEST(Pieces, EndWhereAGapIs) {
  const Series series{{0, 1}, {10, 1}, {20, 1}, {30, 1}, {100, 1}, {110, 1}};
  EXPECT_EQ(pieces(series, find_gap(series)).size(), 2U);
}

}  // namespace
}  // namespace eardrum::client
