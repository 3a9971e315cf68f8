// Checks whether a grammar rule derives a text. It uses only the grammar, neither an automaton nor
// the codec. It follows all derivations at once, as sets of positions, so it does not backtrack.
// Rules cannot contain themselves, so the depth of the grammar limits the recursion.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "eardrum/conformance/automaton/grammar.hpp"

namespace eardrum::fuzz {

class Recogniser {
 public:
  /// `grammar` must outlive the recogniser. Precondition: it has a rule with that name.
  Recogniser(const conformance::Grammar& grammar, std::string_view rule);

  /// Whether the rule derives exactly `text`.
  bool matches(std::string_view text) const;

  /// Adds 1 to the count of each rule that a derivation of `text` uses. `hits` has a count for each
  /// rule of the grammar. Does nothing if matches() is false.
  void count_hits(std::string_view text, std::vector<std::uint64_t>& hits) const;

 private:
  const conformance::Grammar& grammar_;
  conformance::Expression start_;
};

}  // namespace eardrum::fuzz
