#include "eardrum/protocol/parse.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

#include "eardrum/protocol/limits.hpp"

namespace eardrum::protocol {
namespace {

using namespace std::string_view_literals;
using enum Refusal;

struct Refused {
  std::string frame;
  Refusal refusal;
  std::size_t offset;
};

std::string escaped(std::string_view bytes) {
  return ::testing::PrintToString(std::string(bytes.substr(0, 100)));
}

void expect_put(std::string_view frame, const Put& put) {
  const auto request = parse_request(frame);
  ASSERT_TRUE(request) << escaped(frame) << ": " << request.error().slug();
  EXPECT_EQ(*request, Request(put)) << escaped(frame);
}

void expect_get(std::string_view frame, std::string_view key) {
  const auto request = parse_request(frame);
  ASSERT_TRUE(request) << escaped(frame) << ": " << request.error().slug();
  EXPECT_EQ(*request, Request(Get{key})) << escaped(frame);
}

void expect_refused(std::initializer_list<Refused> cases) {
  for (const auto& [frame, refusal, offset] : cases) {
    const auto request = parse_request(frame);
    ASSERT_FALSE(request) << escaped(frame);
    EXPECT_EQ(request.error().slug(), (Violation{refusal, 0}.slug())) << escaped(frame);
    EXPECT_EQ(request.error().offset, offset) << escaped(frame);
  }
}

TEST(ParseRequest, ReadsTheExamplesOfTheSourceText) {
  expect_put("put palm.cpu 10.6 1501864247\n", {"palm.cpu", 10.6, 1501864247});
  expect_get("get palm.cpu\n", "palm.cpu");
  expect_get("get *\n", "*");
  EXPECT_TRUE(std::get<Get>(*parse_request("get *\n")).every_key());
  EXPECT_FALSE(std::get<Get>(*parse_request("get **\n")).every_key());
}

TEST(ParseRequest, KeepsTheSignOfZero) {
  const auto request = parse_request("put k -0 0\n");
  ASSERT_TRUE(request);
  EXPECT_EQ(std::bit_cast<std::uint64_t>(std::get<Put>(*request).value),
            std::bit_cast<std::uint64_t>(-0.0));
}

TEST(ParseRequest, ReadsNumbersOfTheStrictGrammar) {
  expect_put("put k 1E-7 -9223372036854775808\n", {"k", 1e-7, INT64_MIN});
  expect_put("put k 16777217 9223372036854775807\n", {"k", 16777217, INT64_MAX});
  expect_put("put k -0.1e+1 0\n", {"k", -1, 0});
}

TEST(ParseRequest, TakesEveryByteInAKeyButBlankAndControls) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string key{'k', static_cast<char>(byte), 'k'};
    if (byte == ' ' || byte == '\n') continue;
    if (byte < 0x20 || byte == 0x7F) {
      expect_refused(
          {{"put " + key + " 1 1\n", control_byte, 5}, {"get " + key + "\n", control_byte, 5}});
    } else {
      expect_put("put " + key + " 1 1\n", {key, 1, 1});
      expect_get("get " + key + "\n", key);
    }
  }
}

TEST(ParseRequest, TakesKeywordsAndNumbersForKeys) {
  for (const std::string key : {"put", "get", "ok", "error", "nan", "0", "-", "**", "*k", "k*"}) {
    expect_put("put " + key + " 1 1\n", {key, 1, 1});
    expect_get("get " + key + "\n", key);
  }
}

TEST(ParseRequest, ReturnsAKeyThatViewsTheFrame) {
  const std::string frame = "get palm.cpu\n";
  EXPECT_EQ(std::get<Get>(*parse_request(frame)).key.data(), frame.data() + 4);
}

TEST(ParseRequest, RefusesEmptyLine) {
  expect_refused({{"\n", empty_line, 0}});
}

TEST(ParseRequest, RefusesWhatIsNotOneLine) {
  expect_refused({{"", unterminated, 0},
                  {"get k", unterminated, 5},
                  {"put k 1 1", unterminated, 9},
                  {"get k\r", unterminated, 6},
                  {"get k\nget k\n", unterminated, 5},
                  {"\n\n", unterminated, 0}});
}

TEST(ParseRequest, RefusesLineLongerThanLimit) {
  const auto put = [](std::size_t bytes) {  // a put of that many bytes with the LF
    return "put k 1." + std::string(bytes - 11, '5') + " 1\n";
  };
  for (const auto bytes : {limits::request_bytes_max - 1, limits::request_bytes_max}) {
    ASSERT_EQ(put(bytes).size(), bytes);
    EXPECT_TRUE(parse_request(put(bytes))) << bytes;
  }
  const auto limit = limits::request_bytes_max;
  expect_refused({{put(limit + 1), line_too_long, limit},
                  {std::string(limit, 'x') + "\n", line_too_long, limit},
                  {std::string(limit - 1, 'x') + "\n", unknown_command, 0},
                  {std::string(1 << 20, '\0') + "\n", line_too_long, limit}});
}

TEST(ParseRequest, RefusesOtherCommands) {
  expect_refused({{"gett k\n", unknown_command, 0},
                  {"putx k 1 1\n", unknown_command, 0},
                  {"pu k 1 1\n", unknown_command, 0},
                  {"ge k\n", unknown_command, 0},
                  {"pute.k 1 1\n", unknown_command, 0},
                  {"delete k\n", unknown_command, 0},
                  {"*\n", unknown_command, 0},
                  {"ok\n", unknown_command, 0},
                  {"\xff\xfe\n", unknown_command, 0},
                  {"malformed command test\n", unknown_command, 0}});
}

TEST(ParseRequest, RefusesKeywordsInUpperCase) {
  expect_refused({{"PUT k 1 1\n", keyword_case, 0},
                  {"Put k 1 1\n", keyword_case, 0},
                  {"geT k\n", keyword_case, 0},
                  {"GET\n", keyword_case, 0},
                  {"GETT k\n", unknown_command, 0}});
}

TEST(ParseRequest, RefusesWrongNumberOfArguments) {
  expect_refused({{"put\n", put_arguments, 3},
                  {"put \n", put_arguments, 4},
                  {"put k\n", put_arguments, 5},
                  {"put k \n", put_arguments, 6},
                  {"put k 1\n", put_arguments, 7},
                  {"put k 1 \n", put_arguments, 8},
                  {"put k 1 1 1\n", put_arguments, 10},
                  {"put k 1 1 1 1\n", put_arguments, 10},
                  {"put k - 5 1\n", put_arguments, 10},
                  {"put   \n", put_arguments, 4},
                  {"get\n", get_arguments, 3},
                  {"get \n", get_arguments, 4},
                  {"get    \n", get_arguments, 4},
                  {"get k k\n", get_arguments, 6},
                  {"get k  k\n", get_arguments, 6},
                  {"get * *\n", get_arguments, 6},
                  {"get wrong command test\n", get_arguments, 10}});
}

TEST(ParseRequest, RefusesMisplacedBlanksAtTheFirstOne) {
  expect_refused({{" get k\n", misplaced_blank, 0},
                  {" \n", misplaced_blank, 0},
                  {"  put k 1 1\n", misplaced_blank, 0},
                  {"put  k 1 1\n", misplaced_blank, 4},
                  {"put k  1 1\n", misplaced_blank, 6},
                  {"put k 1  1\n", misplaced_blank, 8},
                  {"put k 1   1\n", misplaced_blank, 8},
                  {"put k 1 1 \n", misplaced_blank, 9},
                  {"put k 1 1   \n", misplaced_blank, 9},
                  {"get  k\n", misplaced_blank, 4},
                  {"get k \n", misplaced_blank, 5},
                  {"get k  \n", misplaced_blank, 5}});
}

TEST(ParseRequest, RefusesCarriageReturnBeforeTheEnd) {
  expect_refused({{"get k\r\n", carriage_return, 5},
                  {"put k 1 1\r\n", carriage_return, 9},
                  {"\r\n", carriage_return, 0},
                  {"get k\rx\n", control_byte, 5},
                  {"get k\r\r\n", control_byte, 5}});
}

TEST(ParseRequest, RefusesControlBytesAnywhere) {
  expect_refused({{"get a\tb\n", control_byte, 5},
                  {"get\tk\n", control_byte, 3},
                  {"put k\t1 1\n", control_byte, 5},
                  {"put k 1 1\v\n", control_byte, 9},
                  {std::string("get k\0\n"sv), control_byte, 5},
                  {std::string("\0get k\n"sv), control_byte, 0},
                  {std::string("put k 1\0 1\n"sv), control_byte, 7},
                  {"get k\x7f\n", control_byte, 5},
                  {"get \x1f\n", control_byte, 4},
                  {"x \x01 \x02\n", control_byte, 2}});
}

TEST(ParseRequest, RefusesKeyLongerThanLimit) {
  const auto limit = limits::key_bytes_max;
  for (const auto bytes : {limit - 1, limit}) {
    const std::string key(bytes, 'k');
    expect_put("put " + key + " 1 1\n", {key, 1, 1});
    expect_get("get " + key + "\n", key);
  }
  const std::string key(limit + 1, 'k');
  expect_refused({{"put " + key + " 1 1\n", key_too_long, 4 + limit},
                  {"get " + key + "\n", key_too_long, 4 + limit},
                  {"get " + std::string(limit + 1, '*') + "\n", key_too_long, 4 + limit}});
}

TEST(ParseRequest, RefusesStarAloneAsKeyOfPut) {
  expect_refused({{"put * 1 1\n", star_in_put, 4}, {"put * abc 1\n", star_in_put, 4}});
}

TEST(ParseRequest, RefusesValuesAtTheirFirstByte) {
  expect_refused({{"put k abc 1\n", value_not_a_number, 6},
                  {"put kk --1 1\n", value_not_a_number, 7},
                  {"put k 1.2.3 1\n", value_not_a_number, 6},
                  {"put k nan 1\n", value_not_finite, 6},
                  {"put k -Infinity 1\n", value_not_finite, 6},
                  {"put k NaN(1) 1\n", value_not_finite, 6},
                  {"put k +1 1\n", value_spelling, 6},
                  {"put k 1_000 1\n", value_spelling, 6},
                  {"put k 1,5 1\n", value_spelling, 6},
                  {"put k 0x10 1\n", value_spelling, 6},
                  {"put k \xd9\xa1 1\n", value_spelling, 6},
                  {"put k 1e309 1\n", value_out_of_range, 6},
                  {"put k -1e400 1\n", value_out_of_range, 6}});
}

TEST(ParseRequest, RefusesTimestampsAtTheirFirstByte) {
  expect_refused({{"put k 1 abc\n", timestamp_not_a_number, 8},
                  {"put k 1.5 1-2\n", timestamp_not_a_number, 10},
                  {"put k 1 nan\n", timestamp_not_a_number, 8},
                  {"put k 1 007\n", timestamp_spelling, 8},
                  {"put k 1 +7\n", timestamp_spelling, 8},
                  {"put k 1 -0\n", timestamp_spelling, 8},
                  {"put k 1 7.0\n", timestamp_spelling, 8},
                  {"put k 1 1e3\n", timestamp_spelling, 8},
                  {"put k 1 9223372036854775808\n", timestamp_out_of_range, 8},
                  {"put k 1 -9223372036854775809\n", timestamp_out_of_range, 8}});
}

// SPEC.md section 7: the order in which a line with several faults is examined.
TEST(ParseRequest, NamesTheFirstFaultInTheOrderOfTheSpecification) {
  expect_refused({{std::string(2000, '\t') + "\n", line_too_long, limits::request_bytes_max},
                  {"x \t\n", control_byte, 2},
                  {"GET k k k\n", keyword_case, 0},
                  {"put * x\n", put_arguments, 7},
                  {"put * x  y\n", misplaced_blank, 8},
                  {"put * abc abc\n", star_in_put, 4},
                  {"put k abc abc\n", value_not_a_number, 6}});
}

TEST(CheckKey, TellsPutFromGetByTheStarAlone) {
  EXPECT_EQ(check_put_key("*"), (Violation{star_in_put, 0}));
  EXPECT_EQ(check_get_key("*"), std::nullopt);
  for (const auto key : {"k", "**", "palm.cpu", "\xd0\xb8\xd0\xbc\xd1\x8f"}) {
    EXPECT_EQ(check_put_key(key), std::nullopt) << key;
    EXPECT_EQ(check_get_key(key), std::nullopt) << key;
  }
}

TEST(CheckKey, RefusesKeysThatWouldBeAnotherCommand) {
  EXPECT_EQ(check_put_key(""), (Violation{misplaced_blank, 0}));
  EXPECT_EQ(check_put_key("a b"), (Violation{misplaced_blank, 1}));
  EXPECT_EQ(check_put_key("ab\nget *"), (Violation{control_byte, 2}));
  EXPECT_EQ(check_put_key("ab\r"), (Violation{control_byte, 2}));
  EXPECT_EQ(check_put_key("\0"sv), (Violation{control_byte, 0}));
  EXPECT_EQ(check_put_key(std::string(255, 'k')), std::nullopt);
  EXPECT_EQ(check_put_key(std::string(256, 'k')), (Violation{key_too_long, 255}));
}

// Totality: no input of any two or three interesting bytes around a request is ever a crash, and
// what is taken has no byte that the grammar refuses.
TEST(ParseRequest, IsTotalOverSmallWorlds) {
  constexpr auto alphabet = "putge *k01-.e+\n\r\t\xff\0"sv;
  std::size_t accepted = 0;
  for (const std::string_view head : {"", "put", "get ", "put k ", "put k 1 ", "put k 1"}) {
    for (const char a : alphabet) {
      for (const char b : alphabet) {
        for (const char c : alphabet) {
          const auto frame = std::string(head) + a + b + c;
          const auto request = parse_request(frame);
          if (!request) {
            EXPECT_LE(request.error().offset, frame.size()) << escaped(frame);
            continue;
          }
          ++accepted;
          EXPECT_TRUE(frame.ends_with('\n'));
          EXPECT_EQ(frame.find_first_of("\r\t\0"sv), frame.npos);
        }
      }
    }
  }
  EXPECT_GT(accepted, 100u);
}

}  // namespace
}  // namespace eardrum::protocol
