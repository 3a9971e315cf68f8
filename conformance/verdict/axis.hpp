// The axes of the fingerprint. An axis groups choices that the text of the protocol leaves open.
// The head of a session names its axis (SESSIONS.md, `axis`). For a new axis, add a line and adapt
// the size here.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace eardrum::conformance {

/// The axis of the observation which profile fits best.
inline constexpr std::string_view best_fit_axis = "fits best";

/// All axes in the order of the reports: what is stored, what is returned, what is accepted.
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

/// The place of the choice of a session in the fingerprint.
struct FingerprintPlace {
  std::string axis{};      ///< one of `fingerprint_axes`; empty means "other"
  std::string question{};  ///< what the session asks, in few words: "1e3"; empty means the title
                           ///< of the session

  friend bool operator==(const FingerprintPlace&, const FingerprintPlace&) = default;
};

}  // namespace eardrum::conformance
