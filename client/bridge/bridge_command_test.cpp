#include "eardrum/client/bridge/bridge_command.hpp"

#include <gtest/gtest.h>

namespace eardrum::client {
namespace {

TEST(ListenAddress, IsReadOrRefused) {
  EXPECT_EQ(parse_listen_address("127.0.0.1:0")->port, 0);
  EXPECT_EQ(parse_listen_address("[::1]:2003")->host, "::1");
  for (const char* text : {"", "127.0.0.1", ":1", "a:", "a:x", "a:65536"}) {
    EXPECT_FALSE(parse_listen_address(text)) << text;
  }
}

TEST(ScrapeUrl, HasAPortAndAPathByDefault) {
  const auto plain = parse_scrape_url("http://palm");
  EXPECT_EQ(plain->host + " " + plain->port + " " + plain->path, "palm 80 /metrics");
  const auto whole = parse_scrape_url("http://[::1]:9100/x?y=1");
  EXPECT_EQ(whole->host + " " + whole->port + " " + whole->path, "::1 9100 /x?y=1");
  for (const char* text :
       {"", "palm", "https://palm", "http://", "http://palm:x", "http://a/\r\nb"}) {
    EXPECT_FALSE(parse_scrape_url(text)) << text;
  }
}

}  // namespace
}  // namespace eardrum::client
