#include "eardrum/client/view/selection.hpp"

#include <gtest/gtest.h>

namespace eardrum::client {
namespace {

const Samples three{
    {"a.cpu", {{3, 30}, {1, 10}, {2, 20}}}, {"a.disk", {{1, 1}}}, {"b.cpu", {{9, 9}}}};

Selection of_keys(std::vector<std::string> keys) {
  Selection selection;
  selection.keys = std::move(keys);
  return selection;
}

TEST(Selection, SortsByTime) {
  EXPECT_EQ(select(three, {}).at("a.cpu"), (Samples::mapped_type{{1, 10}, {2, 20}, {3, 30}}));
  EXPECT_EQ(select(three, {}).size(), 3U);
}

TEST(Selection, MatchesPatternsAgainstWholeKeys) {
  EXPECT_EQ(select(three, of_keys({"*.cpu"})).size(), 2U);
  EXPECT_EQ(select(three, of_keys({"a.*"})).size(), 2U);
  EXPECT_EQ(select(three, of_keys({"[ab].c?u"})).size(), 2U);
  EXPECT_EQ(select(three, of_keys({"cpu"})).size(), 0U);
  EXPECT_EQ(select(three, of_keys({"b.cpu", "a.disk"})).size(), 2U);
}

TEST(Selection, HasBothEndsOfTheTime) {
  Selection selection;
  selection.since = 2;
  selection.until = 3;
  EXPECT_EQ(select(three, selection), (Samples{{"a.cpu", {{2, 20}, {3, 30}}}}));
}

TEST(Selection, KeepsTheLatest) {
  Selection selection;
  selection.last = 1;
  EXPECT_EQ(select(three, selection).at("a.cpu"), (Samples::mapped_type{{3, 30}}));
}

TEST(Selection, AsksForNoMoreThanItNeeds) {
  EXPECT_EQ(requests_for({}), std::vector<std::string>{"*"});
  EXPECT_EQ(requests_for(of_keys({"a", "b*"})), std::vector<std::string>{"*"});
  EXPECT_EQ(requests_for(of_keys({"b", "a", "b"})), (std::vector<std::string>{"a", "b"}));
}

}  // namespace
}  // namespace eardrum::client
