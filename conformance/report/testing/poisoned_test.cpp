// The law of poisoning_law.hpp on chosen bytes and on generated ones.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

#include "eardrum/conformance/report/testing/poisoning_law.hpp"

namespace eardrum::conformance {
namespace {

using namespace std::string_literals;

class Poisoned : public testing::TestWithParam<std::string> {};

TEST_P(Poisoned, ReportsStayInert) {
  EXPECT_EQ(poisoning_law(GetParam()).value_or("inert"), "inert");
}

INSTANTIATE_TEST_SUITE_P(
    Chosen, Poisoned,
    testing::Values(""s, "\x1b[2J\x1b[31mPASS"s,
                    "\x9b"
                    "31m"s,
                    "\x1b]52;c;ZXZpbA==\x07"s, "\x1b]8;;http://a.example\x1b\\x"s, "]]>"s,
                    "</script><script>alert(1)</script>"s, "<!--"s, "&#27;&amp;"s,
                    "::set-env name=PATH::/tmp\n::error::x\n"s, "##[error]x\n\n##vso[task.x]"s,
                    "####["s, "\0"s, "a\0b"s, "\xff\xfe\xc0\xaf\xed\xa0\x80\xf5\x80\x80\x80"s,
                    "\xe2\x80\xae"
                    "SSAP\xe2\x80\xac"s,
                    "\xe2\x80\xa8\xe2\x80\xa9\xef\xbb\xbf\xef\xbf\xbf\xf3\xa0\x81\x81\xc2\x85"s,
                    "\xd0\xbf\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82"s, "\rPASS 999\r\n"s,
                    "ok\n\nCONFORMS to profile base\nPASS 999 \xc2\xb7 FAIL 0\n"s, "\\x1b\\n"s,
                    "'\"$(reboot)`id`"s, std::string(1 << 13, '\x1b'), std::string(5'000, '\n'),
                    "\xe2\x80"s));

RC_GTEST_PROP(PoisonedProperty, AnyBytesAreInert, ()) {
  const auto bytes = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
  const auto broken = poisoning_law(bytes);
  RC_ASSERT(broken.value_or("inert") == "inert");
}

RC_GTEST_PROP(PoisonedProperty, AnyMixOfNastyPiecesIsInert, ()) {
  const auto piece = rc::gen::element("::"s, "#"s, "["s, "\n"s, " "s, "\xe2"s, "\x80"s, "\xae"s,
                                      "\xc2"s, "\x9b"s, "\x1b"s, "]"s, ">"s, "<"s, "&"s, "\\"s,
                                      "\""s, "\0"s, "PASS "s, "\xf0"s, "\xef\xbf"s);
  const auto pieces = *rc::gen::container<std::vector<std::string>>(piece);
  std::string bytes;
  for (const auto& one : pieces) bytes += one;
  const auto broken = poisoning_law(bytes);
  RC_ASSERT(broken.value_or("inert") == "inert");
}

TEST(NotInert, RefusesWhatActs) {
  for (const auto& text :
       {"a\x1b[0m"s, "\r"s, "\t"s, "\x7f"s, "\xc2\x9b"s, "\xc2\xad"s, "\xff"s, "\xe2\x80\xae"s,
        "\xe2\x80\xa8"s, "\xef\xbb\xbf"s, "\xed\xa0\x80"s, "\xc0\xaf"s, "\xe0\x80\x80"s,
        "\xee\x80\x80"s, "\xf3\xa0\x81\x81"s, "ok\n  ::error::"s, "a ##[b]"s, "\0"s, "\xd0"s}) {
    EXPECT_TRUE(not_inert(text)) << text.size();
  }
}

TEST(NotInert, TakesOurOwnWords) {
  EXPECT_FALSE(not_inert("«через пробел» │ PASS 1 · FAIL 0\n  a::b # c … ok\\n\\n\n"));
}

}  // namespace
}  // namespace eardrum::conformance
