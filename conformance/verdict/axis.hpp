// What a fingerprint is ordered by: the things that the protocol's text leaves open. A session
// names its axis in its head (SESSIONS.md, `axis`); a new axis is a line here.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace eardrum::conformance {

/// Of the observation that names the profile which fits best.
inline constexpr std::string_view best_fit_axis = "fits best";

/// In the order in which a reader would write them down: what is kept, what comes back, what is
/// taken.
inline constexpr std::array<std::string_view, 19> fingerprint_axes{
    best_fit_axis,
    "two puts at one timestamp",
    "order of rows",
    "numbers in an answer",
    "values in a put",
    "timestamps in a put",
    "blanks",
    "CR before LF",
    "empty lines",
    "keys",
    "wildcards in a get",
    "upper and lower case",
    "limits",
    "a client that stops sending",
    "connections and restarts",
    "a timestamp that the caller leaves out",
    "order of what a client returns",
    "numbers that a client sends",
    "other",
};

constexpr bool is_fingerprint_axis(std::string_view name) {
  return std::ranges::find(fingerprint_axes, name) != fingerprint_axes.end();
}

/// Where the choice of a session stands in the fingerprint.
struct FingerprintPlace {
  std::string axis{};      ///< one of `fingerprint_axes`, or empty, which is "other"
  std::string question{};  ///< what is asked, as brief as the axis allows: "1e3"; or empty, which
                           ///< is the session's title

  friend bool operator==(const FingerprintPlace&, const FingerprintPlace&) = default;
};

}  // namespace eardrum::conformance
