#include "eardrum/client/view/time_text.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

namespace eardrum::client {
namespace {

constexpr std::int64_t now = 1'501'864'247;  // 2017-08-04T16:30:47Z

std::optional<std::int64_t> utc(std::string_view text) {
  return parse_time(text, now, TimeZone::utc);
}

/// Moscow: three hours ahead the whole year.
class LocalTime : public testing::Test {
 protected:
  LocalTime() { set("MSK-3"); }
  ~LocalTime() override { set("UTC0"); }

 private:
  static void set(const char* zone) {
    setenv("TZ", zone, 1);
    tzset();
  }
};

TEST(ParseTime, ReadsWhatPeopleWrite) {
  EXPECT_EQ(utc("now"), now);
  EXPECT_EQ(utc("-1h"), now - 3600);
  EXPECT_EQ(utc("+30s"), now + 30);
  EXPECT_EQ(utc("-1w2d3h4m5s"), now - 604800 - 172800 - 10800 - 240 - 5);
  EXPECT_EQ(utc("1501864247"), now);
  EXPECT_EQ(utc("-5"), -5);
  EXPECT_EQ(utc("2017-08-04"), now - now % 86400);
  EXPECT_EQ(utc("2017-08-04T16:30"), now - 47);
  EXPECT_EQ(utc("2017-08-04T16:30:47"), now);
  EXPECT_EQ(utc("2017-08-04 16:30:47Z"), now);
  EXPECT_EQ(utc("2017-08-04T19:30:47+03:00"), now);
  EXPECT_EQ(utc("2017-08-04T14:00:47-0230"), now);
  EXPECT_EQ(utc("2016-02-29"), 1456704000);
}

TEST(ParseTime, RefusesEverythingElse) {
  for (const std::string_view text :
       {"", "h", "-h", "-1x", "1h", "yesterday", "2017", "2017-", "2017-8-4", "2017-13-01",
        "2017-02-29", "2017-08-04T", "2017-08-04T24:00", "2017-08-04T16:60", "2017-08-04T16:30:47X",
        "2017-08-04T16:30:47+3", "2017-08-04Z1", "-99999999999999999999h", "1.5"}) {
    EXPECT_EQ(utc(text).has_value(), text == "2017") << text;  // the year alone is epoch seconds
  }
}

TEST_F(LocalTime, IsUsedWhereNoOffsetStands) {
  EXPECT_EQ(parse_time("2017-08-04T19:30:47", now, TimeZone::local), now);
  EXPECT_EQ(parse_time("2017-08-04T16:30:47Z", now, TimeZone::local), now);
  EXPECT_EQ(format_time(now, TimeZone::local), "2017-08-04T19:30:47+03:00");
  EXPECT_EQ(format_time(now, TimeZone::utc), "2017-08-04T16:30:47Z");
  EXPECT_EQ(offset_seconds(now, TimeZone::local), 10800);
}

TEST(FormatTime, BearsAnyTimestamp) {
  EXPECT_EQ(format_time(INT64_MAX, TimeZone::utc), "9223372036854775807");
  EXPECT_EQ(format_time(INT64_MIN, TimeZone::local), "-9223372036854775808");
  EXPECT_EQ(format_time(-1, TimeZone::utc), "1969-12-31T23:59:59Z");
}

TEST(ParseDuration, ReadsUnits) {
  EXPECT_EQ(parse_duration("90"), 90);
  EXPECT_EQ(parse_duration("1h30m"), 5400);
  for (const std::string_view text : {"", "0", "-1", "m", "1y", "1h ", "9999999999999999999"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
}

}  // namespace
}  // namespace eardrum::client
