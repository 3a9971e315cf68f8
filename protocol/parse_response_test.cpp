// Responses; requests are in parse_test.cpp.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "eardrum/protocol/parse.hpp"

namespace eardrum::protocol {
namespace {

using enum Refusal;

struct Refused {
  std::string frame;
  Refusal refusal;
  std::size_t offset;
};

std::string escaped(std::string_view bytes) {
  return ::testing::PrintToString(std::string(bytes.substr(0, 100)));
}

void expect_rows(std::string_view frame, const std::vector<Row>& expected) {
  std::vector<Row> rows{{"left over", 1, 1}};
  const auto status = parse_response(frame, rows);
  ASSERT_TRUE(status) << escaped(frame) << ": " << status.error().slug();
  EXPECT_EQ(*status, Status::ok) << escaped(frame);
  EXPECT_EQ(rows, expected) << escaped(frame);
}

void expect_response_refused(std::initializer_list<Refused> cases) {
  for (const auto& [frame, refusal, offset] : cases) {
    std::vector<Row> rows{{"left over", 1, 1}};
    const auto status = parse_response(frame, rows);
    ASSERT_FALSE(status) << escaped(frame);
    EXPECT_EQ(status.error().slug(), (Violation{refusal, 0}.slug())) << escaped(frame);
    EXPECT_EQ(status.error().offset, offset) << escaped(frame);
    EXPECT_TRUE(rows.empty()) << escaped(frame);
  }
}

TEST(ParseResponse, ReadsTheExamplesOfTheSourceText) {
  expect_rows("ok\n\n", {});
  expect_rows("ok\npalm.cpu 10.5 1501864247\neardrum.cpu 15.3 1501864259\n\n",
              {{"palm.cpu", 10.5, 1501864247}, {"eardrum.cpu", 15.3, 1501864259}});
  std::vector<Row> rows;
  EXPECT_EQ(parse_response("error\nwrong command\n\n", rows), Status::error);
}

TEST(ParseResponse, ReadsKeysThatLookLikeAStatus) {
  expect_rows("ok\nok 1 1\nerror 2 2\n\n", {{"ok", 1, 1}, {"error", 2, 2}});
}

TEST(ParseResponse, KeepsRowsAsReceived) {
  expect_rows("ok\nb 1 2\na 1 1\nb 1 2\n\n", {{"b", 1, 2}, {"a", 1, 1}, {"b", 1, 2}});
}

TEST(ParseResponse, ClearsRowsOfAnErrorAnswer) {
  std::vector<Row> rows{{"left over", 1, 1}};
  EXPECT_EQ(parse_response("error\nwrong command\n\n", rows), Status::error);
  EXPECT_TRUE(rows.empty());
}

TEST(ParseResponse, RefusesWhatDoesNotEndInTwoLineFeeds) {
  expect_response_refused({{"", response_unterminated, 0},
                           {"ok", response_unterminated, 2},
                           {"ok\n", response_unterminated, 3},
                           {"error\nwrong command\n", response_unterminated, 20},
                           {"ok\nk 1 1\n", response_unterminated, 9},
                           {"ok\r\n\r\n", response_unterminated, 6}});
}

TEST(ParseResponse, RefusesBytesAfterTheMarker) {
  expect_response_refused({{"ok\n\n\n", response_trailing_bytes, 4},
                           {"ok\n\nk 1 1\n\n", response_trailing_bytes, 4},
                           {"\n\n\n", response_trailing_bytes, 2},
                           {"error\n\nwrong command\n\n", response_trailing_bytes, 7}});
}

TEST(ParseResponse, RefusesOtherStatus) {
  expect_response_refused({{"\n\n", unknown_status, 0},
                           {"OK\n\n", unknown_status, 0},
                           {"ok \n\n", unknown_status, 0},
                           {"okay\n\n", unknown_status, 0},
                           {"foo\n\n", unknown_status, 0},
                           {"errors\nwrong command\n\n", unknown_status, 0},
                           {"some_text\nok\n\n", unknown_status, 0},
                           {" ok\n\n", unknown_status, 0}});
}

TEST(ParseResponse, RefusesOtherErrorTextsWhereTheyDiffer) {
  expect_response_refused({{"error\n\n", error_text, 6},
                           {"error\nwrong\n\n", error_text, 11},
                           {"error\nWrong command\n\n", error_text, 6},
                           {"error\nwrong command \n\n", error_text, 19},
                           {"error\nwrong command\nagain\n\n", error_text, 20}});
}

TEST(ParseResponse, RefusesRowsAtTheFaultyByte) {
  expect_response_refused({{"ok\nk 1\n\n", row_fields, 6},
                           {"ok\nk\n\n", row_fields, 4},
                           {"ok\nk 1 1 1\n\n", row_fields, 9},
                           {"ok\n k 1 1\n\n", row_fields, 3},
                           {"ok\nk 1 1 \n\n", row_fields, 8},
                           {"ok\nk  1 1\n\n", row_fields, 5},
                           {"ok\n* 1 1\n\n", row_key, 3},
                           {"ok\nab\tc 1 1\n\n", row_key, 5},
                           {"ok\n" + std::string(256, 'k') + " 1 1\n\n", row_key, 258},
                           {"ok\nk 1,5 1\n\n", row_value, 5},
                           {"ok\nk inf 1\n\n", row_value, 5},
                           {"ok\nk 1e400 1\n\n", row_value, 5},
                           {"ok\nk 1 007\n\n", row_timestamp, 7},
                           {"ok\nk 1 1.0\n\n", row_timestamp, 7},
                           {"ok\nk 1 1\r\n\n", row_timestamp, 7},
                           {"ok\nk 1 1\nk 2 x\n\n", row_timestamp, 13},
                           {"ok\nbad row\n\n", row_fields, 10},
                           {"ok\nok\n\n", row_fields, 5}});
}

}  // namespace
}  // namespace eardrum::protocol
