#include "eardrum/conformance/automaton/grammar.hpp"

#include <algorithm>
#include <cassert>

#include "eardrum/protocol/characters.hpp"

namespace eardrum::embedded {
extern const std::string_view grammar_abnf;
}

namespace eardrum::conformance {
namespace {

using protocol::ascii_lower;

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, ascii_lower, ascii_lower);
}

}  // namespace

std::optional<std::size_t> Grammar::find(std::string_view name) const {
  const auto found = std::ranges::find_if(
      rules, [&](const GrammarRule& rule) { return same_name(rule.name, name); });
  if (found == rules.end()) return std::nullopt;
  return static_cast<std::size_t>(found - rules.begin());
}

std::string GrammarError::text() const {
  return std::to_string(line) + ":" + std::to_string(column) + ": " + message;
}

std::string_view protocol_grammar_text() {
  return embedded::grammar_abnf;
}

const Grammar& protocol_grammar() {
  static const Grammar grammar = [] {
    auto read = read_grammar(protocol_grammar_text());
    assert(read);  // a test reads it
    return *std::move(read);
  }();
  return grammar;
}

}  // namespace eardrum::conformance
