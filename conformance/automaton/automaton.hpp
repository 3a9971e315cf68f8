// The minimal deterministic automaton of a rule: a grammar without recursion is a regular language.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "eardrum/conformance/automaton/byte_classes.hpp"
#include "eardrum/conformance/automaton/grammar.hpp"

namespace eardrum::conformance {

/// Complete: every state has a successor for each letter of its alphabet. State 0 is the start.
struct Automaton {
  std::vector<std::vector<std::size_t>> next;  ///< [state][letter]
  std::vector<bool> accepting;                 ///< [state]

  std::size_t states() const { return next.size(); }
  std::size_t letters() const { return next.front().size(); }

  /// The state after `word`, from state `from`.
  std::size_t after(const Word& word, std::size_t from = 0) const;
  bool accepts(const Word& word) const { return accepting[after(word)]; }
};

/// The words of `rule` over the letters of `classes`. Precondition: the grammar has the rule, and
/// the classes were made for it.
Automaton automaton_of(const Grammar& grammar, std::string_view rule, const ByteClasses& classes);

/// The words w without `letter` for which w followed by `letter` is accepted: of lines that end in
/// LF, what stands before it. Letters keep their indices; words with `letter` are never accepted.
Automaton before(const Automaton& automaton, char8_t letter);

/// The same language in the fewest states, all reachable, numbered in the order in which a search
/// in breadth finds them.
Automaton minimal(const Automaton& automaton);

}  // namespace eardrum::conformance
