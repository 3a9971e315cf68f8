#include "eardrum/conformance/automaton/automaton.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace eardrum::conformance {
namespace {

Grammar read(std::string_view text) {
  auto grammar = read_grammar(text);
  EXPECT_TRUE(grammar) << grammar.error().text();
  return *std::move(grammar);
}

Automaton automaton_of_text(std::string_view text) {
  const auto grammar = read(text);
  return automaton_of(grammar, "a", ByteClasses(grammar, {"a"}));
}

TEST(ByteClasses, ArePartsThatNoTerminalCuts) {
  const auto grammar = read("a = *b %x30\nb = %x61-7A / %x30-39\nc = %x40\n");
  const ByteClasses classes(grammar, {"a"});
  ASSERT_EQ(classes.count(), 4U);  // a-z, 1-9, 0, the rest; c is no part of a
  std::set<char> all;
  for (std::size_t i = 0; i < classes.count(); ++i) {
    for (const char byte : classes.members(i)) {
      EXPECT_EQ(classes.letter_of(byte), i);
      EXPECT_TRUE(all.insert(byte).second);
    }
  }
  EXPECT_EQ(all.size(), 256U);
  EXPECT_EQ(classes.members(0).front(), 'k');
  EXPECT_EQ(classes.text(classes.word("kz01")), "kk01");
  EXPECT_EQ(classes.text(classes.word("k0"), 3), "c0");
}

TEST(ByteClasses, OfTheProtocolTellCoreKeysFromOthers) {
  const ByteClasses classes(protocol_grammar(), {"core-request", "strict-request"});
  std::string representatives;
  for (std::size_t i = 0; i < classes.count(); ++i) representatives += classes.members(i).front();
  // The last: a byte beyond ASCII, and a control byte that no white space is.
  EXPECT_EQ(representatives, std::string("kegptu01AE-._!*+,\n ") + '\x80' + '\x01');
}

TEST(AutomatonOf, IsMinimalAndComplete) {
  const auto even = automaton_of_text("a = *( \"x\" *\"y\" \"x\" / \"y\" )\n");
  // x X y Y are a letter each, and all other bytes one, which leads to a state without return.
  EXPECT_EQ(even.states(), 3U);
  EXPECT_EQ(even.letters(), 5U);
  EXPECT_EQ(automaton_of_text("a = *%x41 / *%x41 %x41 / \"\"\n").states(), 2U);
}

TEST(AutomatonOf, KeepsBoundsOfRepetitions) {
  const auto grammar = read("a = 2*4%x6B\n");
  const ByteClasses classes(grammar, {"a"});
  const auto automaton = automaton_of(grammar, "a", classes);
  for (std::size_t count = 0; count < 8; ++count) {
    EXPECT_EQ(automaton.accepts(classes.word(std::string(count, 'k'))), count >= 2 && count <= 4);
  }
}

TEST(AutomatonOf, ReadsTheProtocolsLines) {
  const ByteClasses classes(protocol_grammar(), {"core-request", "strict-request"});
  const auto strict = automaton_of(protocol_grammar(), "strict-request", classes);
  const auto core = automaton_of(protocol_grammar(), "core-request", classes);
  const auto takes = [&](const Automaton& automaton, std::string_view line) {
    return automaton.accepts(classes.word(line));
  };
  for (const auto line : {"put palm.cpu 10.6 1501864247\n", "get palm.cpu\n", "get *\n"}) {
    EXPECT_TRUE(takes(core, line) && takes(strict, line)) << line;
  }
  for (const auto line : {"put k! 1e5 1\n", "put *k 1 -1\n", "get **\n"}) {
    EXPECT_TRUE(!takes(core, line) && takes(strict, line)) << line;
  }
  for (const auto line : {"", "\n", "get k", "get k\n\n", "put * 1 1\n", "get k\r\n"}) {
    EXPECT_FALSE(takes(core, line) || takes(strict, line)) << line;
  }
}

TEST(Before, LeavesOutTheLetterAtTheEnd) {
  const ByteClasses classes(protocol_grammar(), {"strict-request"});
  const auto strict = automaton_of(protocol_grammar(), "strict-request", classes);
  const auto lines = before(strict, classes.letter_of('\n'));
  EXPECT_TRUE(lines.accepts(classes.word("get k")));
  EXPECT_FALSE(lines.accepts(classes.word("get k\n")));
  EXPECT_FALSE(lines.accepts(classes.word("get ")));
  EXPECT_EQ(lines.states() + 1, strict.states());  // the state behind LF is not needed
}

}  // namespace
}  // namespace eardrum::conformance
