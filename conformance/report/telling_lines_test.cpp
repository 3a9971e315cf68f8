#include "eardrum/conformance/report/telling_lines.hpp"

#include <gtest/gtest.h>

namespace eardrum::conformance {
namespace {

TEST(TellingLines, AreTheLastOnesOfAnOrdinaryOutput) {
  const auto lines = telling_lines(TesteeBytes("a\nb\nc\nd\n"), 2);
  EXPECT_EQ(lines.begin, 2U);
  EXPECT_EQ(lines.count, 2U);
  EXPECT_FALSE(lines.of_report);
}

TEST(TellingLines, BeginWithTheReportOfASanitizer) {
  std::string output = "listening\n==1==ERROR: AddressSanitizer: double-free\n    #0 in put\n";
  for (int i = 0; i < 40; ++i) output += "shadow legend\n";
  const auto lines = telling_lines(TesteeBytes(output), 12);
  EXPECT_EQ(lines.begin, 1U);
  EXPECT_EQ(lines.count, 12U);
  EXPECT_TRUE(lines.of_report);
}

TEST(TellingLines, AreAllThatThereAre) {
  EXPECT_EQ(telling_lines(TesteeBytes(""), 12).count, 0U);
  EXPECT_EQ(telling_lines(TesteeBytes("a\n==1==ERROR: LeakSanitizer: x\nb"), 12).count, 2U);
}

}  // namespace
}  // namespace eardrum::conformance
