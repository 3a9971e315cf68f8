// Which rules a program under test must keep: a profile names the levels of requirements that bind.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace eardrum::conformance {

enum class Profile {
  base,    ///< what the specification states, and what follows from it
  strict,  ///< the house rules of the reference too
  course,  ///< base, and two choices that the well-known course task makes
};

inline constexpr std::array all_profiles{Profile::base, Profile::strict, Profile::course};

/// "base", "strict", "course".
std::string_view name(Profile profile);
std::optional<Profile> parse_profile(std::string_view text);

}  // namespace eardrum::conformance
