// Makes test suites that are complete for programs with a bounded number of states. Let n be the
// number of states that a regular language needs. A program with at most n + k states passes the
// whole suite only if it decides the language correctly for every word. The method is HSI
// (harmonised state identifiers; Petrenko, Yevtushenko, Luo), for automata that show only whether a
// word is accepted:
//
//   p is a shortest word to a state, followed by up to k + 1 letters;
//   w is a word that identifies the state to which p must lead;
//   the suite contains p w for every such p and w.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "eardrum/conformance/automaton/automaton.hpp"

namespace eardrum::conformance {

/// For each state the words that distinguish it from all other states. Any two states share a word
/// that is accepted from only one of them. Each state has the empty word if some states accept and
/// others do not. Precondition: the automaton is minimal.
std::vector<std::vector<Word>> state_identifiers(const Automaton& automaton);

/// A shortest word to each state. The set contains every prefix of each of its words.
std::vector<Word> state_cover(const Automaton& automaton);

/// Calls `test` for every word of the suite for `extra_states` (k above) until it returns false. A
/// word may come more than once. Precondition: the automaton is minimal.
void for_each_test(const Automaton& automaton, std::size_t extra_states,
                   const std::function<bool(const Word&)>& test);

/// The words of the suite, each once, the shortest first.
std::vector<Word> suite(const Automaton& automaton, std::size_t extra_states);

}  // namespace eardrum::conformance
