// Builds the minimal deterministic automaton of a grammar rule. The grammar has no recursion, so
// each rule is a regular language.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "eardrum/conformance/automaton/byte_classes.hpp"
#include "eardrum/conformance/automaton/grammar.hpp"

namespace eardrum::conformance {

/// A complete automaton: every state has a successor for each letter. State 0 is the start state.
struct Automaton {
  std::vector<std::vector<std::size_t>> next;  ///< [state][letter]
  std::vector<bool> accepting;                 ///< [state]

  std::size_t states() const { return next.size(); }
  std::size_t letters() const { return next.front().size(); }

  /// The state after `word`, from state `from`.
  std::size_t after(const Word& word, std::size_t from = 0) const;
  bool accepts(const Word& word) const { return accepting[after(word)]; }
};

/// The automaton that accepts the words of `rule` over the letters of `classes`. Precondition: the
/// grammar has the rule, and the classes were made for it.
Automaton automaton_of(const Grammar& grammar, std::string_view rule, const ByteClasses& classes);

/// The automaton that accepts each word w without `letter` for which w followed by `letter` is
/// accepted. With LF it gives the lines without their LF. Letters keep their indices. Words that
/// contain `letter` are not accepted.
Automaton before(const Automaton& automaton, char8_t letter);

/// An automaton for the same language with the fewest states. All states are reachable, and
/// numbered in the order of a breadth-first search.
Automaton minimal(const Automaton& automaton);

}  // namespace eardrum::conformance
