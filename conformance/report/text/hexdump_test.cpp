#include "eardrum/conformance/report/text/hexdump.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace eardrum::conformance {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(HexdumpDifference, MarksTheByteUnderBothSides) {
  EXPECT_THAT(
      hexdump_difference("ok\n\n", TesteeBytes("ok\r\n\r\n"), 2),
      ElementsAre("expected  00000000  6f 6b 0a 0a                                      |ok..|",
                  "received  00000000  6f 6b 0d 0a 0d 0a                                |ok....|",
                  "                          ^^ offset 2"));
}

TEST(HexdumpDifference, ShowsTheRowsAround) {
  const std::string before(32, 'a');
  const auto lines =
      hexdump_difference(before + "X" + std::string(40, 'b'),
                         TesteeBytes(before + "Y" + std::string(40, 'b')), before.size());
  ASSERT_EQ(lines.size(), 6U);
  EXPECT_THAT(lines[0], HasSubstr("both      00000010  61 61"));
  EXPECT_THAT(lines[1], HasSubstr("expected  00000020  58 62"));
  EXPECT_THAT(lines[2], HasSubstr("received  00000020  59 62"));
  EXPECT_EQ(lines[3], "                    ^^ offset 32");
  EXPECT_THAT(lines[4], HasSubstr("expected  00000030"));
}

TEST(HexdumpDifference, SaysWhereTheShorterSideEnds) {
  const std::string whole(16, 'a');
  const auto lines = hexdump_difference(whole + "bc", TesteeBytes(whole), whole.size());
  EXPECT_THAT(
      lines,
      ElementsAre(HasSubstr("both      00000000  61"), HasSubstr("expected  00000010  62 63"),
                  "received  (ends after 16 bytes)", "                    ^^ offset 16"));
}

TEST(HexdumpDifference, TakesAnOffsetBeyondBothEndsAsTheirEnd) {
  const auto lines = hexdump_difference("ab", TesteeBytes("ab"), 1000);
  EXPECT_EQ(lines.back(), "                          ^^ offset 2");
}

TEST(HexdumpDifference, PrintsNoByteThatActs) {
  std::string every;
  for (int i = 0; i < 16; ++i) every += static_cast<char>(i * 16 + 11);
  const auto lines = hexdump_difference("", TesteeBytes(every), 0);
  EXPECT_THAT(lines[1], HasSubstr("|..+;K[k{........|"));
  EXPECT_THAT(hexdump_difference("", TesteeBytes("##["), 0)[1], HasSubstr("|#.[|"));
}

}  // namespace
}  // namespace eardrum::conformance
