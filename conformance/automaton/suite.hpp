// Test suites that are complete for bounded automata: a program that decides a regular language
// with at most as many states as the language needs, plus k, passes all tests of the suite only if
// it decides it rightly everywhere. The method is HSI (harmonised state identifiers; Petrenko,
// Yevtushenko, Luo), for automata that show nothing but acceptance of a whole word:
//
//   for every word p that leads to a state in the shortest way, followed by up to k + 1 letters,
//   and every word w that identifies the state where p should have led:  test p w.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "eardrum/conformance/automaton/automaton.hpp"

namespace eardrum::conformance {

/// For each state the words that tell it from all others: for any two states, both have a word of
/// which just one leads to acceptance. Each has the empty word if some state accepts and some does
/// not. Precondition: the automaton is minimal.
std::vector<std::vector<Word>> state_identifiers(const Automaton& automaton);

/// A shortest way to each state; with each way all its beginnings are ways, too.
std::vector<Word> state_cover(const Automaton& automaton);

/// Calls `test` for every word of the suite for `extra_states` (k above) until it returns false. A
/// word may come more than once. Precondition: the automaton is minimal.
void for_each_test(const Automaton& automaton, std::size_t extra_states,
                   const std::function<bool(const Word&)>& test);

/// The words of the suite, each once, the shortest first.
std::vector<Word> suite(const Automaton& automaton, std::size_t extra_states);

}  // namespace eardrum::conformance
