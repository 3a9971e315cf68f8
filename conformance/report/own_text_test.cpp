#include "eardrum/conformance/report/own_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace eardrum::conformance {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;

TEST(OwnText, LeavesLettersOfAnyScriptAndBackslashesAlone) {
  for (const std::string_view text :
       {"", "ok\\n\\n", "«через пробел»", "путь/日本語", "… │ · →", "😀", "a # b"}) {
    EXPECT_EQ(own_text(text), text);
  }
}

TEST(OwnText, MakesWhatActsVisible) {
  EXPECT_EQ(own_text("a\n\r\t\0b"s), "a\\n\\r\\t\\0b");
  EXPECT_EQ(own_text("\x1b[m\x7f"), "\\x1b[m\\x7f");
  EXPECT_EQ(own_text("\xc2\x9b"), "\\xc2\\x9b");
  EXPECT_EQ(own_text("\u202e\u2028\ufeff"), "\\xe2\\x80\\xae\\xe2\\x80\\xa8\\xef\\xbb\\xbf");
  EXPECT_EQ(own_text("##[error]"), "#\\x23[error]");
}

TEST(OwnText, MakesBrokenUtf8VisibleByteByByte) {
  EXPECT_EQ(own_text("\xff"), "\\xff");
  EXPECT_EQ(own_text("\xd0"), "\\xd0");
  EXPECT_EQ(own_text("\xd0z"), "\\xd0z");
  EXPECT_EQ(own_text("\xc0\xaf"), "\\xc0\\xaf");
  EXPECT_EQ(own_text("\xe0\x80\x80"), "\\xe0\\x80\\x80");
  EXPECT_EQ(own_text("\xed\xa0\x80"), "\\xed\\xa0\\x80");
  EXPECT_EQ(own_text("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80");
}

RC_GTEST_PROP(OwnTextProperty, ChangesNothingTheSecondTime, (const std::string& bytes)) {
  const auto once = own_text(bytes);
  RC_ASSERT(own_text(once) == once);
}

TEST(OwnTextBounded, CountsCharactersNotBytes) {
  EXPECT_EQ(own_text("пробел", 6), "пробел");
  EXPECT_EQ(own_text("пробел", 5), "проб…");
  EXPECT_EQ(own_text(std::string(100'000, 'x'), 3), "xx…");
}

TEST(Wrapped, BreaksAtBlanksOnly) {
  EXPECT_THAT(wrapped("aa bb cc", 5), ElementsAre("aa bb", "cc"));
  EXPECT_THAT(wrapped("abcdefgh i", 5), ElementsAre("abcdefgh", "i"));
  EXPECT_THAT(wrapped("да да да", 5), ElementsAre("да да", "да"));
  EXPECT_THAT(wrapped("", 5), ElementsAre());
}

}  // namespace
}  // namespace eardrum::conformance
