// The profiles. A profile decides which levels of rules bind a program under test.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace eardrum::conformance {

enum class Profile {
  base,    ///< the rules that the source text states, or that follow from it
  strict,  ///< base, and the house rules of the reference server
  course,  ///< base, and two choices of the course task
};

inline constexpr std::array all_profiles{Profile::base, Profile::strict, Profile::course};

/// "base", "strict", "course".
std::string_view name(Profile profile);
std::optional<Profile> parse_profile(std::string_view text);

}  // namespace eardrum::conformance
