#include "eardrum/server/address.hpp"

#include <gtest/gtest.h>

namespace eardrum::server {
namespace {

TEST(ParseAddress, ReadsNamesAndNumericHosts) {
  EXPECT_EQ(parse_address("127.0.0.1:8888"), (Address{"127.0.0.1", 8888}));
  EXPECT_EQ(parse_address("localhost:0"), (Address{"localhost", 0}));
  EXPECT_EQ(parse_address("[::1]:65535"), (Address{"::1", 65535}));
}

TEST(ParseAddress, RefusesWhatHasNoHostOrNoPort) {
  for (const auto* text : {"", ":", ":80", "host", "host:", "host:65536", "host:-1", "host:+1",
                           "host:80x", "host: 80", "[::1]", "[::1]80", "[::1:80", "[]:80", "::1"}) {
    EXPECT_FALSE(parse_address(text).has_value()) << text;
  }
}

TEST(ParseAddress, ReadsItsOwnText) {
  for (const Address& address :
       {Address{"::", 1}, Address{"10.0.0.1", 0}, Address{"palm.example", 65535}}) {
    EXPECT_EQ(parse_address(to_text(address)), address);
  }
}

}  // namespace
}  // namespace eardrum::server
