// Finds the profile that the choices of a testee fit best, from the whole fingerprint. Pure. It
// decides no verdict.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// The differences between the choices of a testee and those that a profile marks.
struct ProfileFit {
  std::string profile;                  ///< "strict", "course", "course, second generation"
  std::size_t points = 0;               ///< number of observed choices that the profile marks
  std::vector<std::string> departures;  ///< "title of the session: label of the choice"
};

/// The fits to the profiles that make choices where the text is silent, the preferred profile
/// first. Only the delivery `whole` is used. `sessions` are the sessions of `cases`.
std::vector<ProfileFit> profile_fits(const std::vector<Session>& sessions,
                                     const std::vector<CaseResult>& cases);

/// The end of a sentence: the first fit without departures; or that no profile fits, with the
/// nearest profile and its departures. Empty if no choice was observed that a profile marks.
std::string best_fit(const std::vector<ProfileFit>& fits);

/// The session that distinguishes the two generations of the check of the course, and the label
/// that the second generation requires.
inline constexpr std::string_view generation_session = "open.blank-line-after-an-error";
inline constexpr std::string_view second_generation_label = "no second error";

}  // namespace eardrum::conformance
