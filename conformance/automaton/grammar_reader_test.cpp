#include <gtest/gtest.h>

#include <string>

#include "eardrum/conformance/automaton/grammar.hpp"

namespace eardrum::conformance {
namespace {

using Kind = Expression::Kind;

Grammar read(std::string_view text) {
  auto grammar = read_grammar(text);
  EXPECT_TRUE(grammar) << grammar.error().text();
  return grammar ? *std::move(grammar) : Grammar{};
}

std::string error_of(std::string_view text) {
  const auto grammar = read_grammar(text);
  return grammar ? "read" : grammar.error().text();
}

TEST(ReadGrammar, ReadsTheProtocolsOwn) {
  const auto grammar = read(protocol_grammar_text());
  EXPECT_EQ(grammar.rules.size(), 30U);
  for (const auto name : {"core-request", "strict-request", "response", "LF"}) {
    EXPECT_TRUE(grammar.find(name)) << name;
  }
  EXPECT_EQ(grammar.find("strict-request"), grammar.find("STRICT-Request"));
  EXPECT_FALSE(grammar.find("request"));
}

TEST(ReadGrammar, ReadsBytesInThreeBasesRangesAndSequencesOfBytes) {
  const auto grammar = read("a = %x4a\nb = %d48-57\nc = %b1010.1\nd = \"\"\n");
  EXPECT_EQ(grammar.rules[0].definition.range, (ByteRange{0x4A, 0x4A}));
  EXPECT_EQ(grammar.rules[1].definition.range, (ByteRange{'0', '9'}));
  const auto& sequence = grammar.rules[2].definition;
  ASSERT_EQ(sequence.parts.size(), 2U);
  EXPECT_EQ(sequence.parts[0].range, (ByteRange{10, 10}));
  EXPECT_EQ(sequence.parts[1].range, (ByteRange{1, 1}));
  EXPECT_TRUE(grammar.rules[3].definition.parts.empty());
}

TEST(ReadGrammar, TellsCaseInStringsOnlyWhereAskedTo) {
  const auto grammar = read("a = \"k1\"\nb = %s\"k1\"\nc = %i\"k1\"\n");
  const auto& free = grammar.rules[0].definition;
  ASSERT_EQ(free.parts.size(), 2U);
  EXPECT_EQ(free.parts[0].kind, Kind::choice);
  EXPECT_EQ(free.parts[0].parts[0].range, (ByteRange{'k', 'k'}));
  EXPECT_EQ(free.parts[0].parts[1].range, (ByteRange{'K', 'K'}));
  EXPECT_EQ(free.parts[1].range, (ByteRange{'1', '1'}));
  EXPECT_EQ(grammar.rules[1].definition.parts[0].range, (ByteRange{'k', 'k'}));
  EXPECT_EQ(grammar.rules[2].definition.parts[0].kind, Kind::choice);
}

TEST(ReadGrammar, ReadsRepetitionsWithTheirBounds) {
  const auto grammar = read("a = *b 2*b *3b 4*5b 6b [b]\nb = %x00\n");
  const auto& parts = grammar.rules[0].definition.parts;
  ASSERT_EQ(parts.size(), 6U);
  const auto bounds = [&](std::size_t i) { return std::pair(parts[i].least, parts[i].most); };
  using Most = std::optional<std::size_t>;
  EXPECT_EQ(bounds(0), std::pair(std::size_t{0}, Most{}));
  EXPECT_EQ(bounds(1), std::pair(std::size_t{2}, Most{}));
  EXPECT_EQ(bounds(2), std::pair(std::size_t{0}, Most{3}));
  EXPECT_EQ(bounds(3), std::pair(std::size_t{4}, Most{5}));
  EXPECT_EQ(bounds(4), std::pair(std::size_t{6}, Most{6}));
  EXPECT_EQ(bounds(5), std::pair(std::size_t{0}, Most{1}));
}

TEST(ReadGrammar, ReadsRulesOverSeveralLinesCommentsAndAlternativesAddedLater) {
  const auto grammar = read(
      "; a comment\n\na = b ; first\n    / c\r\n\n  ; between\nb = %x01\n"
      "c = %x02.03\na =/ %x04");
  ASSERT_EQ(grammar.rules.size(), 3U);
  const auto& added = grammar.rules[0].definition;
  ASSERT_EQ(added.kind, Kind::choice);
  EXPECT_EQ(added.parts[0].kind, Kind::choice);
  EXPECT_EQ(added.parts[1].range, (ByteRange{4, 4}));
  EXPECT_EQ(grammar.rules[2].definition.parts.size(), 2U);
}

TEST(ReadGrammar, RefusesWithLineAndColumn) {
  EXPECT_EQ(error_of(""), "1:1: the text holds no rule");
  EXPECT_EQ(error_of("; only\n"), "1:1: the text holds no rule");
  EXPECT_EQ(error_of("  a = %x1\n"), "1:3: a rule begins with a letter, in the first column");
  EXPECT_EQ(error_of("a = %x1\n= %x2\n"), "2:1: a rule begins with a letter, in the first column");
  EXPECT_EQ(error_of("a %x1\n"), "1:3: '=' is missing after the name of the rule");
  EXPECT_EQ(error_of("a = b\n"), "1:5: no rule is called 'b'");
  EXPECT_EQ(error_of("a = %x1\nA = %x2\n"), "2:1: the rule 'A' is defined already");
  EXPECT_EQ(error_of("a =/ %x1\n"), "1:1: the rule 'a' is not yet defined");
  EXPECT_EQ(error_of("a =\nb = %x1\n"), "1:4: an element is missing");
  EXPECT_EQ(error_of("a = %x1 /\n"), "1:10: an element is missing");
  EXPECT_EQ(error_of("a = *\n"), "1:6: an element is missing");
  EXPECT_EQ(error_of("a = (%x1\n"), "1:9: ')' is missing");
  EXPECT_EQ(error_of("a = [%x1)\n"), "1:9: ']' is missing");
  EXPECT_EQ(error_of("a = %x1 )\n"), "1:9: this does not belong to a rule");
  EXPECT_EQ(error_of("a = \"k\n"), "1:5: the string has no end");
  EXPECT_EQ(error_of("a = \"\xC3\xA9\"\n"), "1:6: a string holds printable ASCII only");
  EXPECT_EQ(error_of("a = %s%x41\n"), "1:7: a string is missing");
  EXPECT_EQ(error_of("a = %q41\n"), "1:6: after '%' stands one of x d b s i");
  EXPECT_EQ(error_of("a = %x\n"), "1:7: a number is missing");
  EXPECT_EQ(error_of("a = %b2\n"), "1:7: a number is missing");
  EXPECT_EQ(error_of("a = %x100\n"), "1:7: the value is more than one byte");
  EXPECT_EQ(error_of("a = %x41-40\n"), "1:10: the range ends before it begins");
  EXPECT_EQ(error_of("a = 3*2%x41\n"), "1:5: the bounds are in wrong order");
  EXPECT_EQ(error_of("a = 9999%x41\n"), "1:8: more repetitions than this reader takes");
  EXPECT_EQ(error_of("a = <a word>\n"), "1:5: prose is nothing that a program can read");
}

TEST(ReadGrammar, RefusesRulesThatContainThemselves) {
  EXPECT_EQ(error_of("a = %x1 / a %x2\n"), "1:11: the rule 'a' contains itself");
  EXPECT_EQ(error_of("x = a\na = b\nb = *c\nc = [ %x1 A ]\n"), "1:5: the rule 'a' contains itself");
}

TEST(ReadGrammar, RefusesGroupsNestedTooDeeply) {
  const auto nested = [](std::size_t depth) {
    return "a = " + std::string(depth, '(') + "%x1" + std::string(depth, ')') + "\n";
  };
  EXPECT_EQ(error_of(nested(64)), "read");
  EXPECT_EQ(error_of(nested(65)), "1:70: groups are nested too deeply");
  EXPECT_EQ(error_of(nested(1'000'000)), "1:70: groups are nested too deeply");
}

// Totality: whatever single byte is changed, dropped or doubled, the reader ends in a grammar or in
// a place within the text.
TEST(ReadGrammar, IsTotalAroundTheProtocolsOwn) {
  const std::string text(protocol_grammar_text());
  std::size_t refused = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const char c : {'\0', '\n', '(', '"', '%', '=', '9', '\xFF'}) {
      auto changed = text;
      changed[i] = c;
      const auto grammar = read_grammar(changed);
      if (grammar) continue;
      ++refused;
      EXPECT_LE(grammar.error().column, 200U);
      EXPECT_GE(grammar.error().line, 1U);
    }
  }
  EXPECT_GT(refused, 1000U);
}

}  // namespace
}  // namespace eardrum::conformance
