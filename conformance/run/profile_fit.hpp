// Which profile a testee's choices fit best: the fingerprint read as a whole. Pure; judges nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// Where choices depart from those that a profile marks as right.
struct ProfileFit {
  std::string profile;                  ///< "strict", "course", "course, second generation"
  std::size_t points = 0;               ///< how many choices the profile marks that were observed
  std::vector<std::string> departures;  ///< "how an empty line is taken: error"
};

/// The fits to the profiles that choose where the text is silent, in the order in which they are
/// preferred. Only what was sent whole is looked at. `sessions` are those that `cases` were played
/// from.
std::vector<ProfileFit> profile_fits(const std::vector<Session>& sessions,
                                     const std::vector<CaseResult>& cases);

/// The first fit without departures, or else that no profile fits, and the nearest with what stands
/// in the way; one sentence's end. Empty if nothing was observed that a profile marks.
std::string best_fit(const std::vector<ProfileFit>& fits);

/// The session that tells the generations of the course's check apart, and the label that the
/// second one takes for right.
inline constexpr std::string_view generation_session = "open.blank-line-after-an-error";
inline constexpr std::string_view second_generation_label = "no second error";

}  // namespace eardrum::conformance
