// Reads bytes with a grammar alone: no automaton, no code of the codec's. All readings are followed
// at once, as sets of positions, so there is no backtracking; rules cannot contain themselves, so
// there is no depth beyond the grammar's own.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "eardrum/conformance/automaton/grammar.hpp"

namespace eardrum::fuzz {

class Recogniser {
 public:
  /// `grammar` outlives the recogniser. Precondition: it has a rule of that name.
  Recogniser(const conformance::Grammar& grammar, std::string_view rule);

  /// Whether the rule derives exactly `text`.
  bool matches(std::string_view text) const;

  /// Adds 1 to the count of each rule that takes part in a derivation of `text`; `hits` has a count
  /// for each rule of the grammar. Nothing if matches() is false.
  void count_hits(std::string_view text, std::vector<std::uint64_t>& hits) const;

 private:
  const conformance::Grammar& grammar_;
  conformance::Expression start_;
};

}  // namespace eardrum::fuzz
