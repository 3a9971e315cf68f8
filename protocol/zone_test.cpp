#include "eardrum/protocol/zone.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <string_view>

#include "eardrum/protocol/limits.hpp"
#include "eardrum/protocol/parse.hpp"

namespace eardrum::protocol {
namespace {

using namespace std::string_view_literals;

constexpr double infinity = std::numeric_limits<double>::infinity();

void expect_values(Zone zone, std::initializer_list<std::string_view> texts) {
  for (const auto text : texts) EXPECT_EQ(value_zone(text), zone) << "value: " << text;
}

void expect_timestamps(Zone zone, std::initializer_list<std::string_view> texts) {
  for (const auto text : texts) EXPECT_EQ(timestamp_zone(text), zone) << "timestamp: " << text;
}

void expect_requests(Zone zone, std::initializer_list<std::string_view> lines) {
  for (const auto line : lines) EXPECT_EQ(request_zone(line), zone) << "line: " << line;
}

std::string zeros(std::size_t count) {
  return std::string(count, '0');
}

TEST(ValueZone, TakesEveryFiniteCoreText) {
  expect_values(Zone::must_accept,
                {"10", "10.6", "-3.5", "0", "-0", "-0.0", "0.000", "10.50", "100000", "1501864247",
                 "0.1", "-0.5", "9007199254740993", "123456789012345678901234567890"});
}

TEST(ValueZone, LeavesExponentsOpen) {
  expect_values(Zone::open, {"1e5", "1E-7", "1e+05", "1.5e3", "-2E0", "0e0"});
}

TEST(ValueZone, LeavesOverflowAndUnderflowOpen) {
  expect_values(Zone::open, {"1e400", "-1e400", "1e-400", "-1e-400"});
  EXPECT_EQ(value_zone("1" + zeros(308)), Zone::must_accept);
  EXPECT_EQ(value_zone("1" + zeros(309)), Zone::open);
  EXPECT_EQ(value_zone("2" + zeros(308)), Zone::open);
  EXPECT_EQ(value_zone("0." + zeros(323) + "5"), Zone::must_accept);
  EXPECT_EQ(value_zone("0." + zeros(324) + "2"), Zone::open);
  EXPECT_EQ(value_zone("-0." + zeros(399) + "1"), Zone::open);
}

TEST(ValueZone, LeavesOtherNotationsOpen) {
  expect_values(Zone::open, {"+1", "007", ".5", "5.", "-.5", "-007", "00", "0x10", "0x1p3", "0x",
                             "0b1", "0o7", "1f", "1d", "1L", "10%", "1/2", "1'000", "$5"});
  expect_values(Zone::open, {"1_000", "1,5", "1,000.5", "1;5", "\xd9\xa1\xd9\xa2"sv,
                             "\xef\xbc\x91"sv, "\xe2\x88\x9e"sv, "\xff"sv});
}

TEST(ValueZone, LeavesNonFiniteSpellingsOpen) {
  expect_values(
      Zone::open,
      {"inf",  "-inf", "+inf", "Inf",    "INF",      "infinity", "-Infinity", "INFINITY", "nan",
       "NaN",  "-nan", "+NAN", "nan(1)", "nan(abc)", "NaN()",    "nan(ind)",  "sNaN",     "qnan",
       "NaNQ", "NaNS", "infx", "-snan",  "1.#INF",   "1.#QNAN",  "-1.#IND"});
}

TEST(ValueZone, LeavesWhatPrefixReadersTakeOpen) {
  expect_values(Zone::open, {"1e", "1e+", "1E-", "e5", "E5", "1abc", "abc1", "5-", "1-2", "1+2",
                             "2-1.5", "12:30", "10.5cpu", "0.5.x"});
}

TEST(ValueZone, LeavesThousandsPointsOpen) {
  expect_values(Zone::open, {"1.234.567", "-12.345.678", "+123.000.000", "1.000.000.000"});
  expect_values(Zone::must_reject, {"1234.567.890", "1.23.456", "1.234.56", "1.234.5678",
                                    ".234.567", "1.234.567.", "1.234..567"});
}

TEST(ValueZone, RejectsWhatIsANumberInNoNotation) {
  expect_values(Zone::must_reject,
                {"abc",  "-",       "+",         ".",     "-.",    "e",     "x",    "--",  "--1",
                 "++1",  "+-1",     "-+1",       "--1.5", "--0x1", "1.2.3", "1..2", "1..", "..1",
                 "1.5.", "0.0.0.0", "127.0.0.1", "nul",   "none",  "null",  "true", "in",  "na",
                 "-abc", "value",   "*",         "-+inf", "--nan", ""});
}

TEST(TimestampZone, TakesSecondsOfThirtyOneBits) {
  expect_timestamps(Zone::must_accept,
                    {"0", "1", "9", "10", "1501864247", "2147483646", "2147483647"});
  expect_timestamps(Zone::open, {"2147483648", "4294967296", "9223372036854775807"});
}

TEST(TimestampZone, LeavesOtherIntegersAndNotationsOpen) {
  expect_timestamps(Zone::open,
                    {"-1", "-2147483648", "-9223372036854775808", "9223372036854775808",
                     "-9223372036854775809", "123456789012345678901234567890123456789012"});
  expect_timestamps(Zone::open, {"007",       "+7",    "-0",  "00",        "-00",
                                 "7.0",       "7.",    ".7",  "1e3",       "1E3",
                                 "0x10",      "1_000", "1,5", "1.234.567", "5-",
                                 "nan",       "inf",   "7s",  "12:30",     "2017-08-04T15:30:47Z",
                                 "\xd9\xa1"sv});
}

TEST(TimestampZone, RejectsWhatIsNoTime) {
  expect_timestamps(Zone::must_reject, {"abc", "-", "+", ".", "1-2", "-1-2", "2017-08-04", "--1",
                                        "+-1", "5--", "1.2.3", "1..2", "now", "*", "ts"});
}

TEST(RequestZone, TakesCoreRequests) {
  expect_requests(Zone::must_accept,
                  {"put palm.cpu 10.6 1501864247", "put k 0 0", "put K_1-x.Y -0 2147483647",
                   "put 1 1 1", "put - 1 1", "put put 1 1", "put get 1 1", "put nan 1 1",
                   "get palm.cpu", "get k", "get *", "get put", "get 0", "get ."});
}

TEST(RequestZone, RejectsOtherFirstWords) {
  expect_requests(Zone::must_reject,
                  {"x", "ok", "delete k", "putx k 1 1", "pu k 1 1", "gett k", "ge k", "pute.k",
                   "put,k,1,1", "get:k", "malformed command test", "quit", "* k", "put* k 1 1"});
}

TEST(RequestZone, RejectsWrongNumbersOfArguments) {
  expect_requests(Zone::must_reject,
                  {"put", "put k", "put k 1", "put k 1 1 1", "put k 1 1 1 1 1 1 1", "put k - 5 1",
                   "get", "get k k", "get * *", "get wrong command test", "put k 1 501 864 247"});
}

TEST(RequestZone, RejectsArgumentsThatNoReadingTakes) {
  expect_requests(Zone::must_reject, {"put k abc 1", "put k 1 abc", "put k abc abc", "put k --1 1",
                                      "put k 1.2.3 1", "put k 1 1-2", "put k - 1", "put k 1 -"});
}

TEST(RequestZone, LeavesUpperCaseKeywordsOpen) {
  expect_requests(Zone::open, {"PUT k 1 1", "Put k 1 1", "GET k", "gET *", "PUT k abc 1", "GET"});
}

TEST(RequestZone, LeavesUnusualKeysOpen) {
  expect_requests(Zone::open, {"put * 1 1", "put ** 1 1", "put a,b 1 1", "put a/b 1 1", "get a*",
                               "get **", "get a:b", "get \"k\"", "put k! 1 1"});
}

// A server may close on what is open, and may look at that argument first.
TEST(RequestZone, LeavesALineOpenIfOneArgumentIsOpenThoughAnotherIsWrong) {
  expect_requests(Zone::open, {"put a,b abc 1", "put * abc 1", "put k inf abc", "put k 1e5 abc",
                               "put k abc -1", "put k abc 1e3", "put a/b 1 abc"});
}

TEST(RequestZone, LeavesBlanksAndStrangeBytesOpen) {
  expect_requests(Zone::open, {"", " ", " put k 1 1", "put k 1 1 ", "put  k 1 1", "put k  1 1",
                               "put k 1 1\r", "get k\r", "put\tk 1 1", "put k 1 1\t", "get \x7f",
                               "  x", "x ", "get ", "put "});
  expect_requests(Zone::open, {"get k\0"sv, "get \xd0\xb8"sv, "put \x80 1 1"sv, "\xff"sv,
                               "\xff k 1 1"sv, "put k \xd9\xa1 1"sv});
}

// That longer lines work is a house rule (REQ-LIM-1), so nobody is failed for them in base.
TEST(RequestZone, LeavesLinesBeyondTheCoreLengthOpen) {
  const auto longest = limits::core_request_bytes_max - 1;  // without the LF
  const auto padded = [](std::string_view head, std::size_t size, std::string_view tail) {
    std::string line(head);
    line.append(size - head.size() - tail.size(), 'k');
    return line.append(tail);
  };
  EXPECT_EQ(request_zone(padded("put ", longest, " 1 1")), Zone::must_accept);
  EXPECT_EQ(request_zone(padded("put ", longest + 1, " 1 1")), Zone::open);
  EXPECT_EQ(request_zone(padded("get ", longest, "")), Zone::must_accept);
  EXPECT_EQ(request_zone(padded("get ", longest + 1, "")), Zone::open);
  EXPECT_EQ(request_zone(padded("x", longest, "")), Zone::must_reject);
  EXPECT_EQ(request_zone(padded("x", longest + 1, "")), Zone::open);
  EXPECT_EQ(request_zone(padded("put ", longest, " x 1")), Zone::must_reject);
  EXPECT_EQ(request_zone(padded("put ", longest + 1, " x 1")), Zone::open);
  EXPECT_EQ(request_zone(std::string(1 << 20, 'x')), Zone::open);
}

// What must be taken, the reference takes; what must be refused, it refuses.
TEST(RequestZone, NeverContradictsTheStrictGrammar) {
  const std::string_view words[] = {"put", "get", "PUT", "x",  "k",   "*", "a/b", "1",   "-0",
                                    "1e5", "inf", "abc", "-1", "007", "-", "",    "1-2", "1.5"};
  std::size_t accepted = 0;
  std::size_t rejected = 0;
  for (const auto a : words)
    for (const auto b : words)
      for (const auto c : words)
        for (const auto d : words) {
          auto line = std::string(a);
          for (const auto word : {b, c, d}) line.append(word.empty() ? "" : " ").append(word);
          const auto zone = request_zone(line);
          const bool strict = parse_request(line + "\n").has_value();
          EXPECT_TRUE(zone != Zone::must_accept || strict) << line;
          EXPECT_TRUE(zone != Zone::must_reject || !strict) << line;
          accepted += zone == Zone::must_accept ? 1 : 0;
          rejected += zone == Zone::must_reject ? 1 : 0;
        }
  EXPECT_GT(accepted, 100u);
  EXPECT_GT(rejected, 1000u);
}

struct Wide {
  std::string_view text;
  double value;
};

TEST(ReadValueWidely, ReadsWhatStockParsersRead) {
  const Wide cases[] = {
      {"10.6", 10.6},
      {"+1", 1},
      {"007", 7},
      {"-007.50", -7.5},
      {".5", 0.5},
      {"-.5", -0.5},
      {"+.5", 0.5},
      {"5.", 5},
      {"-5.", -5},
      {"00", 0},
      {"1e5", 1e5},
      {"1.e5", 1e5},
      {".1e1", 1},
      {"1E+05", 1e5},
      {"0001e-1", 0.1},
      {"1e400", infinity},
      {"00", 0},
      {"5e-324", 5e-324},
      {"-1e400", -infinity},
      {"+1e400", infinity},
      {"01e400", infinity},
      {"-.1e999", -infinity},
  };
  for (const auto& [text, value] : cases) {
    const auto read = read_value_widely(text);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(*read, value) << text;
  }
}

// Padding or a missing digit must not turn an underflow into an infinity.
TEST(ReadValueWidely, TakesUnderflowForASignedZeroInEverySpelling) {
  for (const auto text : {"1e-400", ".1e-400", "1.e-400", "001e-400", "+1e-400", "00.1e-400"}) {
    const auto read = read_value_widely(text);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(*read, 0) << text;
    EXPECT_FALSE(std::signbit(*read)) << text;
  }
  for (const auto text : {"-1e-400", "-.1e-400", "-001e-400", "-0", "-00.", "-.0"}) {
    const auto read = read_value_widely(text);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(*read, 0) << text;
    EXPECT_TRUE(std::signbit(*read)) << text;
  }
}

TEST(ReadValueWidely, ReadsNothingElse) {
  for (const auto text : {"",      "-",     "+",   ".",   "-.",   "+-1",   "-+1",  "--1",  "++1",
                          "abc",   "1e",    "e5",  ".e5", "1e+",  "1.2.3", "1..2", "0x10", "0x1p3",
                          "1,5",   "1_000", "inf", "nan", "-inf", "0-1",   "00-1", "1-2",  "1.-5",
                          "1e5e5", "1e5.",  " 1",  "1 ",  "0inf", "0x1e5", "1f"}) {
    EXPECT_FALSE(read_value_widely(text)) << text;
  }
}

TEST(ReadTimestampWidely, ReadsSignsAndPadding) {
  const std::pair<std::string_view, std::int64_t> cases[] = {
      {"0", 0},
      {"-0", 0},
      {"007", 7},
      {"+7", 7},
      {"+007", 7},
      {"-007", -7},
      {"1501864247", 1501864247},
      {"9223372036854775807", std::numeric_limits<std::int64_t>::max()},
      {"-9223372036854775808", std::numeric_limits<std::int64_t>::min()}};
  for (const auto& [text, timestamp] : cases) {
    EXPECT_EQ(read_timestamp_widely(text), timestamp) << text;
  }
}

TEST(ReadTimestampWidely, ReadsNothingElse) {
  for (const auto text : {"", "+", "-", "+-7", "-+7", "++7", "--7", "7.0", "1e3", "abc", "1-2",
                          "0x10", " 7", "7 ", "9223372036854775808", "-9223372036854775809"}) {
    EXPECT_FALSE(read_timestamp_widely(text)) << text;
  }
}

}  // namespace
}  // namespace eardrum::protocol
