#include "eardrum/conformance/verdict/testee_bytes.hpp"

#include <gtest/gtest.h>

#include <concepts>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace eardrum::conformance {
namespace {

using namespace std::string_literals;

template <class T>
concept Streamable = requires(std::ostream& out, const T& value) { out << value; };

template <class T>
concept Appendable = requires(std::string text, const T& value) { text += value; };

// Bytes of a testee get into no text by chance; a std::string would.
static_assert(Streamable<std::string> && Appendable<std::string>);
static_assert(!Streamable<TesteeBytes>);
static_assert(!Appendable<TesteeBytes>);
static_assert(!std::convertible_to<TesteeBytes, std::string>);
static_assert(!std::convertible_to<TesteeBytes, std::string_view>);
static_assert(!std::constructible_from<std::string, TesteeBytes>);
static_assert(!std::constructible_from<std::string_view, TesteeBytes>);
// Nor does a text become such bytes unasked.
static_assert(!std::convertible_to<std::string, TesteeBytes>);
static_assert(std::constructible_from<TesteeBytes, std::string>);

TEST(TesteeBytesBase64, EncodesTheVectorsOfRfc4648) {
  EXPECT_EQ(TesteeBytes("").base64(), "");
  EXPECT_EQ(TesteeBytes("f").base64(), "Zg==");
  EXPECT_EQ(TesteeBytes("fo").base64(), "Zm8=");
  EXPECT_EQ(TesteeBytes("foo").base64(), "Zm9v");
  EXPECT_EQ(TesteeBytes("foob").base64(), "Zm9vYg==");
  EXPECT_EQ(TesteeBytes("fooba").base64(), "Zm9vYmE=");
  EXPECT_EQ(TesteeBytes("foobar").base64(), "Zm9vYmFy");
  EXPECT_EQ(TesteeBytes("\xfb\xff\xfe").base64(), "+//+");
}

TEST(TesteeBytesBase64, ComesBackForEveryByteAndLength) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) {
    bytes += static_cast<char>(i);
    const auto read = TesteeBytes::from_base64(TesteeBytes(bytes).base64());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->for_judging(), bytes);
  }
}

TEST(TesteeBytesBase64, RefusesEveryOtherText) {
  for (const std::string_view text : {"Z", "Zg", "Zg=", "Zg==\n", "Zh==", "Zm9=", "Z===", "====",
                                      "Zg==Zg==", "Zm-v", "Zm 9v", "=m9v", "Z=9v", "Zm=v"}) {
    EXPECT_FALSE(TesteeBytes::from_base64(text)) << text;
  }
}

TEST(TesteeBytesVisible, LeavesPrintableAsciiAlone) {
  std::string printable;
  for (char c = ' '; c <= '~'; ++c) {
    if (c != '\\') printable += c;
  }
  EXPECT_EQ(TesteeBytes(printable).visible(), printable);
}

TEST(TesteeBytesVisible, WritesEverythingElseAsTheSessionLanguageDoes) {
  EXPECT_EQ(TesteeBytes("a\n\r\t\0\\"s).visible(), "a\\n\\r\\t\\0\\\\");
  EXPECT_EQ(TesteeBytes("\x1b\x7f\x80\x9b\xff").visible(), "\\x1b\\x7f\\x80\\x9b\\xff");
  EXPECT_EQ(TesteeBytes("\xe2\x80\xae").visible(), "\\xe2\\x80\\xae");
}

TEST(TesteeBytesVisible, BreaksCommandsOfBuildServers) {
  EXPECT_EQ(TesteeBytes("##[error]").visible(), "#\\x23[error]");
  EXPECT_EQ(TesteeBytes("###").visible(), "#\\x23\\x23");
  EXPECT_EQ(TesteeBytes("# #").visible(), "# #");
}

TEST(TesteeBytesVisible, SaysHowManyBytesAreLeftOut) {
  EXPECT_EQ(TesteeBytes("abcdef").visible(6), "abcdef");
  EXPECT_EQ(TesteeBytes("abcdef").visible(5), "abcde... (1 more bytes)");
  EXPECT_EQ(TesteeBytes("abcdef").visible(0), "... (6 more bytes)");
}

TEST(TesteeBytesSlice, StopsAtTheEnd) {
  const TesteeBytes bytes("abcdef");
  EXPECT_EQ(bytes.slice(2, 3), TesteeBytes("cde"));
  EXPECT_EQ(bytes.slice(4, 100), TesteeBytes("ef"));
  EXPECT_EQ(bytes.slice(6, 1), TesteeBytes());
  EXPECT_EQ(bytes.slice(7, 1), TesteeBytes());
}

TEST(TesteeBytesLines, SplitsAtLineFeedsAlone) {
  const auto lines = [](const char* text) { return TesteeBytes(text).lines(); };
  EXPECT_TRUE(lines("").empty());
  EXPECT_EQ(lines("a\r\n\nb"),
            (std::vector{TesteeBytes("a\r"), TesteeBytes(""), TesteeBytes("b")}));
  EXPECT_EQ(lines("a\n"), (std::vector{TesteeBytes("a")}));
  EXPECT_EQ(lines("\n"), (std::vector{TesteeBytes("")}));
}

}  // namespace
}  // namespace eardrum::conformance
