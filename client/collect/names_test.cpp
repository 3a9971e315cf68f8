#include "eardrum/client/collect/names.hpp"

#include <gtest/gtest.h>

namespace eardrum::client {
namespace {

/// Frozen: these lines may be added to, never changed.
TEST(KeyWord, IsFrozen) {
  EXPECT_EQ(key_word("palm"), "palm");
  EXPECT_EQ(key_word("palm.example.org"), "palm_example_org");
  EXPECT_EQ(key_word("A-b_9"), "A-b_9");
  EXPECT_EQ(key_word("a b\n\x01\xFF*/:"), "a_b______");
  EXPECT_EQ(key_word(""), "_");
  EXPECT_EQ(key_word("*"), "_");
  EXPECT_EQ(key_word(std::string(100, 'x')), std::string(64, 'x'));
  EXPECT_EQ(mount_word("/"), "root");
  EXPECT_EQ(mount_word("/var/lib/"), "var_lib");
  EXPECT_EQ(mount_word("/my data"), "my_data");
}

}  // namespace
}  // namespace eardrum::client
