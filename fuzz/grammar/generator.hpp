// Generates random texts that a grammar rule derives, and mutated texts, which are similar but may
// be outside the grammar. The same seed gives the same texts on every machine.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "eardrum/conformance/automaton/grammar.hpp"

namespace eardrum::fuzz {

/// The random number generator splitmix64. Unlike the distributions of the standard library, it
/// gives the same numbers everywhere.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  /// From 0 to `count` - 1. Precondition: `count` > 0.
  std::size_t below(std::size_t count);
  bool one_in(std::size_t count) { return below(count) == 0; }

 private:
  std::uint64_t state_;
};

/// A text that the rule derives. Repetitions are mostly short. Some are long enough to exceed the
/// limits that are not in the grammar.
std::string generate(const conformance::Grammar& grammar, std::string_view rule, Random& random);

/// `text` with one to three small changes: a byte is changed, dropped, added or doubled, a word is
/// replaced by one that number parsers read differently, or two words are swapped. The LF at its
/// end mostly stays.
std::string mutate(std::string text, Random& random);

}  // namespace eardrum::fuzz
