// The rules of the protocol as data. requirements.tsv is the only list of them; this file reads it.
#pragma once

#include <span>
#include <string_view>

namespace eardrum::protocol {

/// How firmly a rule stands, and so who may be failed for it (SPEC.md "Levels").
enum class Level {
  stated,       ///< S: a sentence of the source text says so
  derived,      ///< D: follows from the source text by a short inference
  house,        ///< H: a choice of the reference; fails only in profile strict
  unspecified,  ///< U: left open; observed, never failed
};

/// Which side of the connection a rule binds.
enum class Side { server, client, both };

/// One row of requirements.tsv. All views live as long as the program.
struct Requirement {
  std::string_view id;     ///< "REQ-GET-2", the only address of a rule
  Level level;             ///< how firmly it stands
  Side side;               ///< who is bound by it
  std::string_view rule;   ///< the rule in one English sentence
  std::string_view basis;  ///< the source's own words, or "silent"
  std::string_view gloss;  ///< the basis in English
};

/// All rules, in the order of requirements.tsv.
std::span<const Requirement> requirements();

/// The rule with that id, or nullptr.
const Requirement* find_requirement(std::string_view id);

/// "S", "D", "H" or "U".
std::string_view letter(Level level);

/// "stated", "derived", "house" or "unspecified".
std::string_view name(Level level);

}  // namespace eardrum::protocol
