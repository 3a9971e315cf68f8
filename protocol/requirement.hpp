// The rules of the protocol as data, read from requirements.tsv. That file is the only list of
// rules.
#pragma once

#include <span>
#include <string_view>

namespace eardrum::protocol {

/// What a rule rests on. The level decides in which profile a program can fail for the rule
/// (SPEC.md "Levels").
enum class Level {
  stated,       ///< S: a sentence of the source text states it
  derived,      ///< D: follows from the source text by a short inference
  house,        ///< H: a choice of the reference server; binding only in profile strict
  unspecified,  ///< U: the source text leaves it open; observed, never a failure
};

/// Which side of the connection a rule binds.
enum class Side { server, client, both };

/// One row of requirements.tsv. All views live as long as the program.
struct Requirement {
  std::string_view id;     ///< "REQ-GET-2", the only name of a rule
  Level level;             ///< what it rests on
  Side side;               ///< which side it binds
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
