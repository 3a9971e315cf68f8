// The time at which a run starts, as its reports write it.
#pragma once

#include <string>

namespace eardrum::conformance {

/// UTC, RFC 3339: "2026-11-23T10:00:00Z".
std::string utc_now();

/// The day of such a time: "2026-11-23".
std::string day_of(const std::string& time);

}  // namespace eardrum::conformance
