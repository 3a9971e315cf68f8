#include "eardrum/conformance/language/byte_text.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace eardrum::conformance {
namespace {

using namespace std::string_literals;

/// What `text` becomes on a store that others use too, with i = 7.
std::string expanded(std::string_view text, std::string_view key_suffix = "") {
  const auto read = read_byte_text(text, "i");
  if (!read) return "FAULT at " + std::to_string(read.error().offset) + ": " + read.error().message;
  Binding binding;
  binding.key_suffix = key_suffix;
  binding.loops['i'] = 7;
  return expand(*read, binding);
}

void expect_fault(std::string_view text, std::size_t offset, std::string_view part) {
  const auto read = read_byte_text(text, "i");
  ASSERT_FALSE(read.has_value()) << text;
  EXPECT_EQ(read.error().offset, offset) << text << ": " << read.error().message;
  EXPECT_TRUE(read.error().message.contains(part)) << text << ": " << read.error().message;
}

TEST(ByteText, TakesPrintableAsciiAsItStands) {
  EXPECT_EQ(expanded("put palm.cpu 10.6 1501864247"), "put palm.cpu 10.6 1501864247");
  EXPECT_EQ(expanded(R"(!"#$%&'()*+,-./:;<=>?@[]^_`|~)"), R"(!"#$%&'()*+,-./:;<=>?@[]^_`|~)");
  EXPECT_EQ(expanded(""), "");
}

TEST(ByteText, KnowsEachEscape) {
  EXPECT_EQ(expanded(R"(\n\r\t\0\\\{\}\")"), "\n\r\t\0\\{}\""s);
  EXPECT_EQ(expanded(R"(\x00\x0a\xfF\x7e)"), "\x00\x0a\xff~"s);
}

TEST(ByteText, AppendsTheRunsSuffixToPrivateKeys) {
  EXPECT_EQ(expanded("get {palm.cpu}\\n"), "get palm.cpu\n");
  EXPECT_EQ(expanded("get {palm.cpu}\\n", "qzx"), "get palm.cpuqzx\n");
  EXPECT_EQ(expanded("{palm}.cpu", "qzx"), "palmqzx.cpu");
}

TEST(ByteText, PadsPrivateKeysToTheirLength) {
  EXPECT_EQ(expanded("{k:9}", "qzx"), "kqzxxxxxx");
  EXPECT_EQ(expanded("{k:255}").size(), 255U);
  EXPECT_EQ(expanded("{k:255}", "qzx").size(), 255U);
}

TEST(ByteText, RepeatsWithEscapes) {
  EXPECT_EQ(expanded("a{x*3}b"), "axxxb");
  EXPECT_EQ(expanded(R"({ok\n*2})"), "ok\nok\n");
  EXPECT_EQ(expanded("{x*0}"), "");
  EXPECT_EQ(expanded("{**2}"), "**");
  EXPECT_EQ(expanded("{x*4000000}").size(), 4'000'000U);
}

TEST(ByteText, TakesLoopVariablesForNumbersAndOtherLettersForKeys) {
  EXPECT_EQ(expanded("{i}.5 10{i}", "qzx"), "7.5 107");
  EXPECT_EQ(expanded("{j}", "qzx"), "jqzx");
}

TEST(ByteText, RefusesUnknownEscapesAtTheBackslash) {
  expect_fault(R"(ab\q)", 2, R"(unknown escape \q; the escapes are \n)");
  expect_fault(R"(ab\)", 2, "an escape needs a character");
  expect_fault(R"(\x)", 0, "two hexadecimal digits");
  expect_fault(R"(\x1)", 0, "two hexadecimal digits");
  expect_fault(R"(a\x1g)", 1, "two hexadecimal digits");
}

TEST(ByteText, RefusesBytesThatAreNoPrintableAscii) {
  expect_fault("a\x01", 1, "only printable ASCII");
  expect_fault("\xd1\x86", 0, R"(write \xNN)");
  expect_fault("ab\x7f", 2, "only printable ASCII");
}

TEST(ByteText, RefusesBracesThatAreNoPlaceholder) {
  expect_fault("a{k", 1, "never closed");
  expect_fault("a}", 1, "a closing brace is written");
  expect_fault("{}", 0, "the braces are empty");
  expect_fault("a{k y}", 1, "a private key is made of");
  expect_fault("{k:}", 0, "a length of at least");
  expect_fault("{k:8}", 0, "a length of at least");
  expect_fault("{*3}", 0, "nothing to repeat");
  expect_fault("a{x*}", 4, "a count from 0 to 4000000");
  expect_fault("{x*4000001}", 3, "a count from 0 to 4000000");
  expect_fault("{x*-1}", 3, "a count from 0 to 4000000");
}

TEST(ByteText, RefusesANumberInAnySpellingThatIsNoneOrHasNoPlainEnd) {
  EXPECT_EQ(expanded("put k {~10.50} 7\\n"), "put k 10.50 7\n");
  EXPECT_EQ(expanded("{~*3}"), "~~~");
  expect_fault("a {~ten} 1", 4, "after the ~ stands a number");
  expect_fault("a {~} 1", 4, "after the ~ stands a number");
  expect_fault("a {~1}", 6, "a blank or a line end must follow");
  expect_fault("a {~1}2", 6, "a blank or a line end must follow");
  expect_fault("a {~1}{~2} ", 6, "a blank or a line end must follow");
  expect_fault("a {~1}{k} ", 6, "a blank or a line end must follow");
}

TEST(ByteText, ExpandsRowsForEachNumberOfALoop) {
  RowText row;
  row.text = *read_byte_text("{k} {i}.5 10{i}", "i");
  row.loop = Loop{'i', 2, 4};
  RowText plain;
  plain.text = *read_byte_text("{k} 1 2", "");
  Binding binding;
  binding.key_suffix = "z";
  EXPECT_EQ(expand({row, plain}, binding),
            (std::vector<std::string>{"kz 2.5 102", "kz 3.5 103", "kz 4.5 104", "kz 1 2"}));
}

}  // namespace
}  // namespace eardrum::conformance
