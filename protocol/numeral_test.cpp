#include "eardrum/protocol/numeral.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <string_view>

#include "eardrum/protocol/limits.hpp"

namespace eardrum::protocol {
namespace {

using enum NumeralFault;

constexpr auto int64_max = std::numeric_limits<std::int64_t>::max();
constexpr auto int64_min = std::numeric_limits<std::int64_t>::min();

std::uint64_t bits(double value) {
  return std::bit_cast<std::uint64_t>(value);
}

std::string zeros(std::size_t count) {
  return std::string(count, '0');
}

void expect_value(std::string_view text, double value) {
  const auto read = parse_value(text);
  ASSERT_TRUE(read) << text;
  EXPECT_EQ(bits(*read), bits(value)) << text << " was read as " << *read;
}

void expect_no_value(NumeralFault fault, std::initializer_list<std::string_view> texts) {
  for (const auto text : texts) {
    const auto read = parse_value(text);
    ASSERT_FALSE(read) << text << " was read as " << *read;
    EXPECT_EQ(read.error(), fault) << text;
  }
}

void expect_no_timestamp(NumeralFault fault, std::initializer_list<std::string_view> texts) {
  for (const auto text : texts) {
    const auto read = parse_timestamp(text);
    ASSERT_FALSE(read) << text << " was read as " << *read;
    EXPECT_EQ(read.error(), fault) << text;
  }
}

std::string written(double value) {
  std::string text;
  append_value(value, text);
  return text;
}

std::string written(std::int64_t timestamp) {
  std::string text;
  append_timestamp(timestamp, text);
  return text;
}

void expect_round_trip(double value) {
  const auto text = written(value);
  EXPECT_LE(text.size(), limits::value_bytes_max);
  EXPECT_TRUE(is_core_value_shape(text)) << text;
  const auto read = parse_value(text);
  ASSERT_TRUE(read) << text;
  ASSERT_EQ(bits(*read), bits(value)) << text;
}

TEST(ParseValue, ReadsCoreTexts) {
  expect_value("10", 10);
  expect_value("10.6", 10.6);
  expect_value("-3.5", -3.5);
  expect_value("0", 0.0);
  expect_value("-0", -0.0);
  expect_value("-0.000", -0.0);
  expect_value("10.50", 10.5);
  expect_value("0.1", 0.1);
  expect_value("100000", 100000);
}

TEST(ParseValue, ReadsExponents) {
  expect_value("1e5", 1e5);
  expect_value("1E-7", 1e-7);
  expect_value("1e+05", 1e5);
  expect_value("-2.5E1", -25);
  expect_value("0e0", 0.0);
  expect_value("-0e9", -0.0);
  expect_value("1e00000000000000000000000000000005", 1e5);
}

TEST(ParseValue, RefusesWhatFromCharsAloneWouldTake) {
  expect_no_value(not_finite, {"inf", "nan", "nan(1)", "INF", "NaN", "infinity", "-inf", "-nan",
                               "+Infinity", "-Nan(x)", "nan()"});
  expect_no_value(spelling, {".5", "1.", "007", "-.5", "-1.", "00", "-00", "01.5"});
  expect_no_value(spelling, {"0x10", "1,5", "1e", "1_000", "0x1p3", "1e+", "1e-", "1E", "1.5e",
                             "1e1.5", "1.e5", "1e5 ", "1 ", "1\n", "12abc", "1e5e5", "1..e2"});
}

TEST(ParseValue, RefusesOtherNotations) {
  expect_no_value(spelling, {"+1", "+1.5", "0b1", "1f", " 1", "\t1", "1-2", "5-", "1'000",
                             "\xd9\xa1", "1\xff", "\xef\xbc\x91", "1.234.567", "sNaN", "nanx"});
  expect_no_value(not_a_number,
                  {"--1", "-", "abc", "1.2.3", "", ".", "+", "+-1", "1..2", "e", "-.", "null"});
}

TEST(ParseValue, RefusesOverflowFromTheFirstTextThatRoundsBeyondTheLargest) {
  constexpr auto largest = std::numeric_limits<double>::max();
  expect_value("1.7976931348623157e308", largest);
  expect_value("-1.7976931348623157e308", -largest);
  // The halfway point to 2^1024 is 1.797693134862315807...e308; a tie goes to even, beyond range.
  expect_value("1.7976931348623158e308", largest);
  expect_value("1.79769313486231580793e308", largest);
  expect_no_value(out_of_range, {"1.79769313486231580794e308", "1.7976931348623159e308", "1e309",
                                 "-1e309", "1e400", "9e999999999999999999999"});
  expect_value("1" + zeros(308), 1e308);
  EXPECT_EQ(parse_value("1" + zeros(309)), std::unexpected(out_of_range));
  EXPECT_EQ(parse_value("-2" + zeros(400)), std::unexpected(out_of_range));
  EXPECT_EQ(parse_value("0." + zeros(400) + "1e800"), std::unexpected(out_of_range));
  EXPECT_EQ(parse_value(std::string(400, '9') + ".5e0"), std::unexpected(out_of_range));
}

TEST(ParseValue, TakesUnderflowForAZeroOfItsSign) {
  constexpr auto smallest = std::numeric_limits<double>::denorm_min();
  expect_value("5e-324", smallest);
  // Half of 2^-1074 is 2.4703...e-324.
  expect_value("2.5e-324", smallest);
  expect_value("2.4703282292062328e-324", smallest);
  expect_value("2.4703282292062327e-324", 0.0);
  expect_value("2.4e-324", 0.0);
  expect_value("-2.5e-324", -smallest);
  expect_value("-2.4e-324", -0.0);
  expect_value("1e-400", 0.0);
  expect_value("-1e-400", -0.0);
  expect_value("-0." + zeros(400) + "1", -0.0);
  expect_value("1" + zeros(400) + "e-800", 0.0);
  expect_value("0." + zeros(323) + "5", smallest);
}

// Exponents are digits, not loops: these texts are as quick as any (a calculation that follows the
// exponent would not end within the test's time limit).
TEST(ParseValue, IsNotSlowedDownByHugeExponents) {
  expect_no_value(out_of_range, {"1e999999999999", "-1e999999999999",
                                 "1e99999999999999999999999999999999999999999999"});
  expect_value("0e999999", 0.0);
  expect_value("-0e999999999999", -0.0);
  expect_value("0.000e99999999999999999999999999999999", 0.0);
  expect_value("1e-999999999999", 0.0);
  expect_value("-1e-99999999999999999999999999999999999999999999", -0.0);
}

TEST(ParseValue, RoundsHalfwayCasesToEven) {
  expect_value("9007199254740992", 9007199254740992.0);
  expect_value("9007199254740993", 9007199254740992.0);
  expect_value("9007199254740993.000000000000000000000000000000000001", 9007199254740994.0);
  expect_value("9007199254740995", 9007199254740996.0);
  expect_value("1.00000000000000011102230246251565404236316680908203125", 1.0);
  expect_value("1.00000000000000011102230246251565404236316680908203126", std::nextafter(1.0, 2.0));
  expect_value("0.500000000000000166533453693773481063544750213623046875",
               0x1.0000000000002p-1);  // a tie between odd ...01 and even ...02
  expect_value("2.2250738585072011e-308", 0x0.fffffffffffffp-1022);
  expect_value("2.2250738585072014e-308", std::numeric_limits<double>::min());
  expect_value("16777217", 16777217.0);  // not a binary32
}

TEST(ParseTimestamp, ReadsEveryInt64) {
  EXPECT_EQ(parse_timestamp("0"), 0);
  EXPECT_EQ(parse_timestamp("1501864247"), 1501864247);
  EXPECT_EQ(parse_timestamp("2147483647"), 2147483647);
  EXPECT_EQ(parse_timestamp("2147483648"), 2147483648);
  EXPECT_EQ(parse_timestamp("-1"), -1);
  EXPECT_EQ(parse_timestamp("-10"), -10);
  EXPECT_EQ(parse_timestamp("9223372036854775806"), int64_max - 1);
  EXPECT_EQ(parse_timestamp("9223372036854775807"), int64_max);
  EXPECT_EQ(parse_timestamp("-9223372036854775807"), int64_min + 1);
  EXPECT_EQ(parse_timestamp("-9223372036854775808"), int64_min);
}

TEST(ParseTimestamp, RefusesWhatDoesNotFitIn64Bits) {
  expect_no_timestamp(out_of_range,
                      {"9223372036854775808", "-9223372036854775809", "18446744073709551616",
                       "10000000000000000000", "99999999999999999999999999999999999999999"});
}

TEST(ParseTimestamp, RefusesOtherSpellings) {
  expect_no_timestamp(spelling, {"007", "+7", "-0", "7.0", "1e3", "00", "-00", "-007", "7.", "0x10",
                                 "1_000", "1,5", " 7", "7 ", "7s", "5-", "\xd9\xa1", "1.234.567"});
  expect_no_timestamp(not_finite, {"nan", "inf", "-Infinity"});
}

TEST(ParseTimestamp, RefusesWhatIsNoNumber) {
  expect_no_timestamp(not_a_number, {"abc", "-", "1-2", "", "--1", "-1-2", "2017-08-04", "1.2.3",
                                     "+-1", ".", "5--", "now"});
}

TEST(AppendValue, WritesFixedNotation) {
  EXPECT_EQ(written(10.5), "10.5");
  EXPECT_EQ(written(10.0), "10");
  EXPECT_EQ(written(100000.0), "100000");
  EXPECT_EQ(written(1e22), "10000000000000000000000");
  EXPECT_EQ(written(1e-7), "0.0000001");
  EXPECT_EQ(written(0.1), "0.1");
  EXPECT_EQ(written(0.0), "0");
  EXPECT_EQ(written(-0.0), "-0");
  EXPECT_EQ(written(-3.25), "-3.25");
  EXPECT_EQ(written(5e-324), "0." + zeros(323) + "5");
  EXPECT_EQ(written(5e-324).size(), 326u);
}

TEST(AppendValue, AppendsAndKeepsWhatIsThere) {
  std::string text = "x ";
  append_value(1.5, text);
  append_timestamp(-7, text);
  EXPECT_EQ(text, "x 1.5-7");
}

// At every exponent: the boundary mantissas, their neighbours and some between, of both signs.
TEST(AppendValue, IsReadBackBitForBitAtEveryExponent) {
  constexpr std::uint64_t mantissa_max = (std::uint64_t{1} << 52) - 1;
  std::size_t longest = 0;
  for (std::uint64_t exponent = 0; exponent < 2047; ++exponent) {
    for (const std::uint64_t mantissa :
         {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{2}, mantissa_max / 3, mantissa_max / 2,
          mantissa_max / 2 + 1, mantissa_max - 1, mantissa_max}) {
      const auto value = std::bit_cast<double>(exponent << 52 | mantissa);
      expect_round_trip(value);
      expect_round_trip(-value);
      longest = std::max(longest, written(-value).size());
    }
  }
  EXPECT_EQ(longest, limits::value_bytes_max);
}

TEST(AppendValue, IsReadBackBitForBitOverRandomPatterns) {
  std::mt19937_64 random(20170804);  // NOLINT(bugprone-random-generator-seed): to be repeatable
  for (int i = 0; i < 100'000; ++i) {
    const auto value = std::bit_cast<double>(random());
    if (std::isfinite(value)) expect_round_trip(value);
    const auto single = std::bit_cast<float>(static_cast<std::uint32_t>(random()));
    if (std::isfinite(single)) expect_round_trip(static_cast<double>(single));
  }
}

TEST(AppendValueDeathTest, TakesNoNaNAndNoInfinity) {
  std::string text;
  EXPECT_DEATH(append_value(std::numeric_limits<double>::quiet_NaN(), text), "isfinite");
  EXPECT_DEATH(append_value(std::numeric_limits<double>::infinity(), text), "isfinite");
}

TEST(AppendTimestamp, IsReadBackOverTheWholeRange) {
  EXPECT_EQ(written(int64_min), "-9223372036854775808");
  EXPECT_EQ(written(int64_min).size(), limits::timestamp_bytes_max);
  EXPECT_EQ(written(int64_max), "9223372036854775807");
  std::mt19937_64 random(1501864247);  // NOLINT(bugprone-random-generator-seed): to be repeatable
  for (int i = 0; i < 100'000; ++i) {
    const auto timestamp = static_cast<std::int64_t>(random() >> (i % 64));
    EXPECT_EQ(parse_timestamp(written(timestamp)), timestamp);
    EXPECT_EQ(parse_timestamp(written(-timestamp)), -timestamp);
  }
}

TEST(IsCoreValueShape, IsSignIntegerAndFraction) {
  for (const auto text : {"0", "-0", "10", "10.6", "-3.50", "0.0"}) {
    EXPECT_TRUE(is_core_value_shape(text)) << text;
  }
  for (const auto text : {"", "-", "1e5", "1E5", "007", ".5", "5.", "+1", "inf", "1.5e0", "1 "}) {
    EXPECT_FALSE(is_core_value_shape(text)) << text;
  }
}

}  // namespace
}  // namespace eardrum::protocol
