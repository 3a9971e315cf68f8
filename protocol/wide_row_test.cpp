#include "eardrum/protocol/wide_row.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "eardrum/protocol/parse.hpp"

namespace eardrum::protocol {
namespace {

struct Case {
  std::string_view line;
  std::optional<double> value;
  std::optional<std::int64_t> timestamp;
  bool strict;
  Zone zone;
};

TEST(WideRow, HasTheValueAndItsZoneForEachSpelling) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const std::vector<Case> cases{
      {"k 10.5 1", 10.5, 1, true, Zone::must_accept},
      {"k -0 0", -0.0, 0, true, Zone::must_accept},
      {"k 1e5 1", 1e5, 1, true, Zone::open},
      {"k .5 1", 0.5, 1, false, Zone::open},
      {"k +5 1", 5, 1, false, Zone::open},
      {"k 05 1", 5, 1, false, Zone::open},
      {"k 1e400 1", infinity, 1, false, Zone::open},
      {"k NaN 1", std::nullopt, 1, false, Zone::open},
      {"k inf 1", std::nullopt, 1, false, Zone::open},
      {"k abc 1", std::nullopt, 1, false, Zone::must_reject},
      {"k 1 +7", 1, 7, false, Zone::open},
      {"k 1 1.5", 1, std::nullopt, false, Zone::open},
      {"k 1 abc", 1, std::nullopt, false, Zone::must_reject},
      {"k/ 1 1", 1, 1, true, Zone::open},
      {"k  1 1", 1, 1, false, Zone::open},
      {"k\t1 1", 1, 1, false, Zone::open},
      {" k 1 1", 1, 1, false, Zone::open},
      {"k 1 1 ", 1, 1, false, Zone::open},
      {"k 1 1\r", 1, 1, false, Zone::open},
      {"* 1 1", 1, 1, false, Zone::open},
      {"k abc 1\r", std::nullopt, 1, false, Zone::must_reject},
  };
  for (const auto& each : cases) {
    const auto row = read_row_widely(each.line);
    EXPECT_EQ(row.value, each.value) << each.line;
    EXPECT_EQ(row.timestamp, each.timestamp) << each.line;
    EXPECT_EQ(row.strict, each.strict) << each.line;
    EXPECT_EQ(row.zone, each.zone) << each.line;
  }
}

TEST(WideRow, IsNoneWithoutThreeWords) {
  for (const std::string_view line : {"", " ", "k", "k 1", "k 1 1 1", "\r", "\t\t\t"}) {
    EXPECT_EQ(read_row_widely(line), WideRow{}) << line;
  }
}

/// What the strict codec takes is read alike, and nothing else is called strict.
TEST(WideRow, AgreesWithTheStrictCodec) {
  const std::vector<std::string_view> words{"k",  "*",   "1", "+1",    "1e5",
                                            ".5", "nan", "",  "x\x01", "\xFF"};
  for (const auto key : words) {
    for (const auto value : words) {
      for (const auto timestamp : words) {
        const auto line =
            std::string(key) + ' ' + std::string(value) + ' ' + std::string(timestamp);
        const auto response = "ok\n" + line + "\n\n";
        std::vector<Row> rows;  // views `response`
        const auto status = parse_response(response, rows);
        const auto wide = read_row_widely(line);
        ASSERT_EQ(wide.strict, status.has_value()) << line;
        if (!status) continue;
        EXPECT_EQ(rows.at(0), (Row{wide.key, *wide.value, *wide.timestamp})) << line;
      }
    }
  }
}

TEST(WideResponse, GivesEachRowInTheOrderReceived) {
  std::vector<std::string> keys;
  const auto status = read_response_widely("ok\nb NaN 1\nbroken\na .5 2\n\n",
                                           [&](const auto& row) { keys.emplace_back(row.key); });
  EXPECT_EQ(status, Status::ok);
  EXPECT_EQ(keys, (std::vector<std::string>{"b", "", "a"}));
}

TEST(WideResponse, ReadsTheStatusStrictly) {
  const auto take = [](const WideRow&) { FAIL() << "a row"; };
  EXPECT_EQ(read_response_widely("ok\n\n", take), Status::ok);
  EXPECT_EQ(read_response_widely("error\nwrong command\n\n", take), Status::error);
  EXPECT_FALSE(read_response_widely("error\nother\n\n", take));
  EXPECT_FALSE(read_response_widely("OK\n\n", take));
  EXPECT_FALSE(read_response_widely("ok\n", take));
  EXPECT_FALSE(read_response_widely("", take));
}

}  // namespace
}  // namespace eardrum::protocol
