#include "eardrum/conformance/verdict/profile.hpp"

namespace eardrum::conformance {

std::string_view name(Profile profile) {
  switch (profile) {
    case Profile::base:
      return "base";
    case Profile::strict:
      return "strict";
    case Profile::course:
      break;
  }
  return "course";
}

std::optional<Profile> parse_profile(std::string_view text) {
  for (const auto profile : all_profiles) {
    if (text == name(profile)) return profile;
  }
  return std::nullopt;
}

}  // namespace eardrum::conformance
