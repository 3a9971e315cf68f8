#include "eardrum/client/visible.hpp"

#include <gtest/gtest.h>

namespace eardrum::client {
namespace {

TEST(Visible, LeavesPrintableAsciiAsItIs) {
  EXPECT_EQ(visible("palm.cpu ~!\"$*"), "palm.cpu ~!\"$*");
  EXPECT_EQ(visible(""), "");
}

TEST(Visible, EscapesEverythingElseWithoutAmbiguity) {
  EXPECT_EQ(visible("\x1B[2J\r\n\t\x7F\x9B"), "\\x1B[2J\\x0D\\x0A\\x09\\x7F\\x9B");
  EXPECT_EQ(visible("\\x1B"), "\\\\x1B");
  EXPECT_EQ(visible(std::string_view("\0", 1)), "\\x00");
}

TEST(Visible, NoByteDrivesATerminal) {
  for (int byte = 0; byte < 256; ++byte) {
    for (const char shown : visible(std::string(1, static_cast<char>(byte)))) {
      EXPECT_TRUE(shown >= 0x20 && shown < 0x7F) << byte;
    }
  }
}

TEST(Visible, ShowsTheStartOfWhatIsTooLong) {
  EXPECT_EQ(visible("abcd", 4), "abcd");
  EXPECT_EQ(visible("abcde", 4), "abcd...");
}

}  // namespace
}  // namespace eardrum::client
