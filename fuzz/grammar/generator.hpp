// Texts drawn from a grammar, and texts beside it: what a rule derives, at random, and the same
// with a byte or a word changed. Deterministic: the same seed draws the same texts on every
// machine.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "eardrum/conformance/automaton/grammar.hpp"

namespace eardrum::fuzz {

/// splitmix64: small, and the same everywhere, unlike the standard's distributions.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  /// From 0 to `count` - 1. Precondition: `count` > 0.
  std::size_t below(std::size_t count);
  bool one_in(std::size_t count) { return below(count) == 0; }

 private:
  std::uint64_t state_;
};

/// A text that the rule derives. Repetitions are mostly short, seldom long enough for the limits
/// that a grammar does not know.
std::string generate(const conformance::Grammar& grammar, std::string_view rule, Random& random);

/// `text` with one to three small changes: a byte changed, dropped, added or doubled, a word
/// replaced by one that number readers dispute, two words swapped. The LF at its end mostly stays.
std::string mutate(std::string text, Random& random);

}  // namespace eardrum::fuzz
