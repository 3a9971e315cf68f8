// That suites are complete is a theorem; that these are suites in its sense is shown here: by every
// automaton of bounded size where that can be counted out, and by planted faults where it cannot.
#include "eardrum/conformance/automaton/suite.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace eardrum::conformance {
namespace {

Automaton even_count_of_first_letter() {
  return {{{1, 0}, {0, 1}}, {true, false}};
}

/// Words that end in the first letter twice.
Automaton doubled_end() {
  return {{{1, 0}, {2, 0}, {2, 0}}, {false, false, true}};
}

/// Same language: no pair of states that is reached by one word differs in acceptance.
bool equivalent(const Automaton& a, const Automaton& b) {
  std::set<std::pair<std::size_t, std::size_t>> seen{{0, 0}};
  std::vector<std::pair<std::size_t, std::size_t>> open{{0, 0}};
  while (!open.empty()) {
    const auto [x, y] = open.back();
    open.pop_back();
    if (a.accepting[x] != b.accepting[y]) return false;
    for (std::size_t letter = 0; letter < a.letters(); ++letter) {
      const std::pair next(a.next[x][letter], b.next[y][letter]);
      if (seen.insert(next).second) open.push_back(next);
    }
  }
  return true;
}

/// Whether a test of the suite tells `other` from `automaton`.
bool kills(const Automaton& automaton, const std::vector<Word>& words, const Automaton& other) {
  for (const auto& word : words) {
    if (automaton.accepts(word) != other.accepts(word)) return true;
  }
  return false;
}

/// Calls `visit` with every automaton of `states` states over two letters.
void for_each_automaton(std::size_t states, const std::function<void(const Automaton&)>& visit) {
  std::vector<std::size_t> digits(3 * states);  // two targets and an acceptance for each state
  for (;;) {
    Automaton automaton;
    for (std::size_t i = 0; i < states; ++i) {
      automaton.next.push_back({digits[3 * i], digits[3 * i + 1]});
      automaton.accepting.push_back(digits[3 * i + 2] == 1);
    }
    visit(automaton);
    std::size_t place = 0;
    for (; place < digits.size(); ++place) {
      if (++digits[place] < (place % 3 == 2 ? 2 : states)) break;
      digits[place] = 0;
    }
    if (place == digits.size()) return;
  }
}

std::size_t count_survivors(const Automaton& automaton, std::size_t extra_states,
                            std::size_t states) {
  const auto words = suite(automaton, extra_states);
  std::size_t survivors = 0;
  for_each_automaton(states, [&](const Automaton& other) {
    if (!kills(automaton, words, other) && !equivalent(automaton, other)) ++survivors;
  });
  return survivors;
}

// All 5 832 automata of three states, and all 64 of two.
TEST(Suite, KillsEveryOtherAutomatonOfItsSize) {
  EXPECT_EQ(count_survivors(even_count_of_first_letter(), 0, 2), 0U);
  EXPECT_EQ(count_survivors(doubled_end(), 0, 3), 0U);
  EXPECT_EQ(count_survivors(even_count_of_first_letter(), 1, 3), 0U);
}

// All 1 048 576 of four.
TEST(Suite, KillsEveryOtherAutomatonOfOneAndTwoStatesMore) {
  EXPECT_EQ(count_survivors(doubled_end(), 1, 4), 0U);
  EXPECT_EQ(count_survivors(even_count_of_first_letter(), 2, 4), 0U);
}

// ... and the bound is real: one state more, and something gets through.
TEST(Suite, PromisesNothingBeyondItsBound) {
  EXPECT_GT(count_survivors(even_count_of_first_letter(), 0, 3), 0U);
  EXPECT_GT(count_survivors(doubled_end(), 0, 4), 0U);
}

const ByteClasses& request_classes() {
  static const ByteClasses classes(protocol_grammar(), {"core-request", "strict-request"});
  return classes;
}

const Automaton& request_lines() {
  static const Automaton lines =
      before(automaton_of(protocol_grammar(), "strict-request", request_classes()),
             request_classes().letter_of('\n'));
  return lines;
}

TEST(StateIdentifiers, TellAnyTwoStatesApartByAWordOfBoth) {
  const auto& automaton = request_lines();
  const auto identifiers = state_identifiers(automaton);
  for (std::size_t a = 0; a < automaton.states(); ++a) {
    EXPECT_TRUE(identifiers[a].front().empty()) << "acceptance itself shows";
    for (std::size_t b = 0; b < a; ++b) {
      bool told_apart = false;
      for (const auto& word : identifiers[a]) {
        const bool shared = std::ranges::find(identifiers[b], word) != identifiers[b].end();
        const auto end_a = automaton.after(word, a);
        const auto end_b = automaton.after(word, b);
        told_apart =
            told_apart || (shared && automaton.accepting[end_a] != automaton.accepting[end_b]);
      }
      EXPECT_TRUE(told_apart) << a << " and " << b;
    }
  }
}

TEST(StateCover, LeadsToEveryStateAndHoldsAllBeginnings) {
  const auto cover = state_cover(request_lines());
  for (std::size_t state = 0; state < cover.size(); ++state) {
    EXPECT_EQ(request_lines().after(cover[state]), state);
    if (cover[state].empty()) continue;
    const auto beginning = cover[state].substr(0, cover[state].size() - 1);
    EXPECT_TRUE(std::ranges::count(cover, beginning) == 1);
  }
}

// Of the line language itself: every single output fault and every single transfer fault.
TEST(Suite, KillsEverySingleFaultOfTheLineLanguage) {
  const auto& lines = request_lines();
  const auto words = suite(lines, 0);
  std::size_t mutants = 0;
  for (std::size_t state = 0; state < lines.states(); ++state) {
    auto mutant = lines;
    mutant.accepting[state] = !mutant.accepting[state];
    EXPECT_TRUE(kills(lines, words, mutant)) << "output of " << state;
    for (std::size_t letter = 0; letter < lines.letters(); ++letter) {
      for (std::size_t target = 0; target < lines.states(); ++target) {
        if (target == lines.next[state][letter]) continue;
        mutant = lines;
        mutant.next[state][letter] = target;
        ++mutants;
        ASSERT_TRUE(kills(lines, words, mutant)) << state << ' ' << letter << ' ' << target;
      }
    }
  }
  EXPECT_GT(mutants, 10'000U);
}

/// A copy of state `copied` that only the move of `state` by `letter` leads to, and which differs
/// from it in one move.
Automaton with_extra_state(const Automaton& lines, std::size_t state, std::size_t letter,
                           std::size_t other_letter, std::size_t other_target) {
  auto mutant = lines;
  const auto copied = lines.next[state][letter];
  mutant.next.push_back(lines.next[copied]);
  mutant.accepting.push_back(lines.accepting[copied]);
  mutant.next[state][letter] = lines.states();
  mutant.next.back()[other_letter] = other_target;
  return mutant;
}

// A state too many: a server that remembers something it should not. One state of slack in the
// suite finds every such mutant; without slack some get through.
TEST(Suite, WithOneStateOfSlackKillsEveryExtraStateOfTheLineLanguage) {
  const auto& lines = request_lines();
  const auto tight = suite(lines, 0);
  const auto slack = suite(lines, 1);
  std::size_t mutants = 0;
  std::size_t survive_tight = 0;
  for (std::size_t state = 0; state < lines.states(); ++state) {
    for (std::size_t letter = 0; letter < lines.letters(); letter += 3) {
      for (std::size_t other = 0; other < lines.letters(); other += 5) {
        const auto target = (state + letter + other) % lines.states();
        const auto mutant = with_extra_state(lines, state, letter, other, target);
        if (equivalent(lines, mutant)) continue;
        ++mutants;
        survive_tight += kills(lines, tight, mutant) ? 0 : 1;
        ASSERT_TRUE(kills(lines, slack, mutant)) << state << ' ' << letter << ' ' << other;
      }
    }
  }
  EXPECT_GT(mutants, 800U);
  EXPECT_GT(survive_tight, 0U);
}

// The figures that README.md gives.
TEST(Suite, OfTheProtocolHasTheSizeThatIsTold) {
  EXPECT_EQ(request_lines().states(), 26U);
  EXPECT_EQ(request_lines().letters(), 21U);
  EXPECT_EQ(suite(request_lines(), 0).size(), 5001U);
  EXPECT_EQ(suite(request_lines(), 1).size(), 110'021U);
}

}  // namespace
}  // namespace eardrum::conformance
