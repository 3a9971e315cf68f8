#include "eardrum/server/store.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace eardrum::server {
namespace {

TEST(Store, FindsNothingInAnEmptyStore) {
  const Store store;
  EXPECT_EQ(store.find("palm.cpu"), nullptr);
  EXPECT_TRUE(store.keys().empty());
}

TEST(Store, KeepsSamplesOfAKeyInTimeOrderHoweverTheyCame) {
  Store store;
  constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
  constexpr auto highest = std::numeric_limits<std::int64_t>::max();
  store.put("palm.cpu", 20, 2);
  store.put("palm.cpu", highest, 4);
  store.put("palm.cpu", 100, 3);
  store.put("palm.cpu", lowest, 1);
  const Store::Samples expected{{lowest, 1}, {20, 2}, {100, 3}, {highest, 4}};
  ASSERT_NE(store.find("palm.cpu"), nullptr);
  EXPECT_EQ(*store.find("palm.cpu"), expected);
}

TEST(Store, LastWriteOfATimestampWins) {
  Store store;
  store.put("palm.cpu", 1, 10);
  store.put("palm.cpu", 2, 20);
  store.put("palm.cpu", 1, 11);
  const Store::Samples expected{{1, 11}, {2, 20}};
  EXPECT_EQ(*store.find("palm.cpu"), expected);
}

TEST(Store, KeysAreExactAndIndependent) {
  Store store;
  store.put("palm", 1, 1);
  store.put("palm.cpu", 1, 2);
  store.put("Palm", 1, 3);
  EXPECT_EQ(store.find("pal"), nullptr);
  EXPECT_EQ(*store.find("palm"), (Store::Samples{{1, 1}}));
  EXPECT_EQ(*store.find("palm.cpu"), (Store::Samples{{1, 2}}));
  EXPECT_EQ(*store.find("Palm"), (Store::Samples{{1, 3}}));
  EXPECT_EQ(store.keys().size(), 3U);
}

}  // namespace
}  // namespace eardrum::server
