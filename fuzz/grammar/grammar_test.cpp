// The recogniser and the generator, on small grammars and on the protocol's own.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "eardrum/fuzz/grammar/generator.hpp"
#include "eardrum/fuzz/grammar/recogniser.hpp"

namespace eardrum::fuzz {
namespace {

using conformance::Grammar;
using conformance::protocol_grammar;
using conformance::read_grammar;
using Hits = std::vector<std::uint64_t>;

Hits hits_of(const Grammar& grammar, std::string_view text) {
  Hits hits(grammar.rules.size());
  Recogniser(grammar, grammar.rules[0].name).count_hits(text, hits);
  return hits;
}

TEST(Recogniser, FollowsSequencesChoicesAndRepetitions) {
  const auto grammar = read_grammar("a = \"x\" *( \"y\" / b ) [ %s\"z\" ] 2*3%x30\nb = %x41-43\n");
  ASSERT_TRUE(grammar);
  const Recogniser reader(*grammar, "a");
  for (const auto text : {"x00", "X000", "xyBCyz00", "xyyyyyyyyyy00"}) {
    EXPECT_TRUE(reader.matches(text)) << text;
  }
  for (const auto text : {"", "x", "x0", "x0000", "xD00", "xZ00", "xzz00", "x00 ", "0x00"}) {
    EXPECT_FALSE(reader.matches(text)) << text;
  }
}

// A backtracking matcher takes 2^40 steps for this.
TEST(Recogniser, DoesNotExplode) {
  const auto grammar = read_grammar("a = *( *\"x\" [ \"x\" ] *\"x\" ) \"y\"\n");
  ASSERT_TRUE(grammar);
  const Recogniser reader(*grammar, "a");
  EXPECT_FALSE(reader.matches(std::string(40, 'x')));
  EXPECT_TRUE(reader.matches(std::string(40, 'x') + "y"));
}

TEST(Recogniser, CountsOnlyRulesThatTakePartInADerivation) {
  // After "1", both b and c can go on; only one of them reaches the end.
  const auto grammar =
      read_grammar("a = d ( b / c )\nb = \"x\" \"y\"\nc = 1*e\nd = \"1\"\ne = \"x\"\n");
  ASSERT_TRUE(grammar);
  EXPECT_EQ(hits_of(*grammar, "1xy"), (Hits{1, 1, 0, 1, 0}));
  EXPECT_EQ(hits_of(*grammar, "1xx"), (Hits{1, 0, 1, 1, 1}));
  EXPECT_EQ(hits_of(*grammar, "1xz"), (Hits{0, 0, 0, 0, 0}));
}

TEST(Recogniser, ReadsTheExamplesOfTheProtocol) {
  const auto& grammar = protocol_grammar();
  const Recogniser core(grammar, "core-request");
  const Recogniser strict(grammar, "strict-request");
  const Recogniser response(grammar, "response");
  for (const auto line : {"put palm.cpu 10.6 1501864247\n", "get palm.cpu\n", "get *\n"}) {
    EXPECT_TRUE(core.matches(line)) << line;
    EXPECT_TRUE(strict.matches(line)) << line;
  }
  EXPECT_FALSE(core.matches("put k 1e5 -1\n"));
  EXPECT_TRUE(strict.matches("put k 1e5 -1\n"));
  for (const auto line : {"PUT k 1 1\n", "put * 1 1\n", "put k 01 1\n", "get  k\n", "get k"}) {
    EXPECT_FALSE(strict.matches(line)) << line;
  }
  EXPECT_TRUE(response.matches("ok\n\n"));
  EXPECT_TRUE(response.matches("ok\npalm.cpu 10.5 1501864247\neardrum.cpu 15.3 1501864259\n\n"));
  EXPECT_TRUE(response.matches("error\nwrong command\n\n"));
  EXPECT_FALSE(response.matches("ok\n\n\n"));
}

TEST(Generator, DrawsOnlyWhatTheRuleDerivesAndEveryRule) {
  const auto& grammar = protocol_grammar();
  Random random(1);
  Hits hits(grammar.rules.size());
  for (const auto rule : {"core-request", "strict-request", "response"}) {
    const Recogniser reader(grammar, rule);
    std::set<std::string> drawn;
    for (int i = 0; i < 2000; ++i) {
      const auto text = generate(grammar, rule, random);
      ASSERT_TRUE(reader.matches(text)) << rule << ": " << text;
      if (drawn.insert(text).second && text.size() < 200) reader.count_hits(text, hits);
    }
    EXPECT_GT(drawn.size(), 700U) << rule;
  }
  for (std::size_t i = 0; i < hits.size(); ++i) EXPECT_GT(hits[i], 0U) << grammar.rules[i].name;
}

TEST(Generator, DrawsTheSameFromTheSameSeed) {
  Random a(7);
  Random b(7);
  for (int i = 0; i < 100; ++i) {
    const auto text = generate(protocol_grammar(), "strict-request", a);
    EXPECT_EQ(text, generate(protocol_grammar(), "strict-request", b));
    EXPECT_EQ(mutate(text, a), mutate(text, b));
  }
}

TEST(Mutate, MakesLinesOnBothSidesOfTheGrammarsBorder) {
  const Recogniser reader(protocol_grammar(), "strict-request");
  Random random(3);
  int taken = 0;
  int refused = 0;
  for (int i = 0; i < 2000; ++i) {
    const auto text = mutate(generate(protocol_grammar(), "strict-request", random), random);
    ++(reader.matches(text) ? taken : refused);
  }
  EXPECT_GT(taken, 200);
  EXPECT_GT(refused, 200);
}

}  // namespace
}  // namespace eardrum::fuzz
