#include "eardrum/conformance/process/announcement.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace eardrum::conformance {
namespace {

using testing::HasSubstr;

const IpAddress default_ip = *IpAddress::parse("127.0.0.1");

/// "127.0.0.1 8888", the sentence of a refusal, or "none".
std::string found_in(std::string_view out) {
  const auto found = find_announcement(out, default_ip);
  if (!found) return "none";
  if (!*found) return found->error();
  return (*found)->ip.text() + " " + std::to_string((*found)->port);
}

TEST(FindAnnouncement, ReadsTheListeningLine) {
  EXPECT_EQ(found_in("listening 127.0.0.1:8888\n"), "127.0.0.1 8888");
  EXPECT_EQ(found_in("listening [::1]:1\n"), "::1 1");
  EXPECT_EQ(found_in("listening on localhost:65535\r\n"), "127.0.0.1 65535");
  EXPECT_EQ(found_in("listening 8888\n"), "127.0.0.1 8888");
}

TEST(FindAnnouncement, WaitsForTheEndOfTheLine) {
  EXPECT_EQ(found_in(""), "none");
  EXPECT_EQ(found_in("listening 127.0.0.1:88"), "none");
}

TEST(FindAnnouncement, PassesOverOtherLines) {
  EXPECT_EQ(found_in("\nstarted at 12:30:05\nversion 1\nlistening 127.0.0.1:8888\n"),
            "127.0.0.1 8888");
  EXPECT_EQ(found_in("started at 12:30\n"), "none");
  EXPECT_EQ(found_in("database 10.0.0.1:5432\n"), "none");
}

TEST(FindAnnouncement, ReadsABarePortAndAnAddressAtALinesEnd) {
  EXPECT_EQ(found_in("8888\n"), "127.0.0.1 8888");
  EXPECT_EQ(found_in("Serving on 127.0.0.1:8888\n"), "127.0.0.1 8888");
}

TEST(FindAnnouncement, TakesAWildcardAsLoopback) {
  EXPECT_EQ(found_in("listening 0.0.0.0:8888\n"), "127.0.0.1 8888");
  EXPECT_EQ(found_in("listening [::]:8888\n"), "::1 8888");
}

TEST(FindAnnouncement, RefusesPortsThatAreNone) {
  for (const auto* line : {"listening 127.0.0.1:0\n", "listening 127.0.0.1:65536\n",
                           "listening 127.0.0.1:99999\n", "listening 127.0.0.1:-1\n",
                           "listening 127.0.0.1:\n", "listening nowhere\n", "99999\n", "0\n"}) {
    EXPECT_THAT(found_in(line), HasSubstr("no port from 1 to 65535")) << line;
  }
}

TEST(FindAnnouncement, RefusesOtherHosts) {
  for (const auto* line : {"listening 10.0.0.1:8888\n", "listening example.org:8888\n",
                           "listening :8888\n", "listening [::2]:8888\n"}) {
    EXPECT_THAT(found_in(line), HasSubstr("not on this machine's loopback")) << line;
  }
}

TEST(FindAnnouncement, ShowsTheTesteesWordsHarmless) {
  const auto sentence =
      found_in("listening \x1b]52;c;\xff\x9b:8888" + std::string(500, 'x') + "\n");
  EXPECT_THAT(sentence, HasSubstr("\\x1b]52;c;\\xff\\x9b:8888"));
  EXPECT_LT(sentence.size(), 300U);
}

}  // namespace
}  // namespace eardrum::conformance
