#include "eardrum/client/delivery/target.hpp"

#include <gtest/gtest.h>

namespace eardrum::client {
namespace {

TEST(Target, HasASchemeAndAPortByDefault) {
  EXPECT_EQ(parse_target("palm"), (Target{Scheme::put, "palm", 8888}));
  EXPECT_EQ(parse_target("palm:1"), (Target{Scheme::put, "palm", 1}));
  EXPECT_EQ(parse_target("carbon://palm"), (Target{Scheme::carbon, "palm", 2003}));
  EXPECT_EQ(parse_target("opentsdb://[::1]"), (Target{Scheme::opentsdb, "::1", 4242}));
  EXPECT_EQ(parse_target("put://[::1]:9"), (Target{Scheme::put, "::1", 9}));
}

TEST(Target, IsReadBackFromItsText) {
  for (const std::string_view text : {"put://palm:1", "carbon://[::1]:2003"}) {
    EXPECT_EQ(to_text(*parse_target(text)), text);
  }
}

TEST(Target, IsRefusedWithAReason) {
  for (const std::string_view text : {"", ":1", "http://palm", "palm:", "palm:0", "palm:65536",
                                      "palm:1x", "::1", "[::1", "[::1]1", "put://"}) {
    EXPECT_FALSE(parse_target(text)) << text;
  }
}

}  // namespace
}  // namespace eardrum::client
