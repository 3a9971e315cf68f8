// Reads session files (SESSIONS.md). A file with an error is refused as a whole; the error has its
// position.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/language/session.hpp"

namespace eardrum::conformance {

struct ReadError {
  Place place;
  std::string message;

  std::string text() const { return place.text() + ": " + message; }
};

/// Reads the text of one file. `file` is the name for positions.
std::expected<std::vector<Session>, ReadError> read_sessions(std::string_view text,
                                                             std::string_view file);

/// Refuses two sessions with the same name. The error names both positions.
std::expected<void, ReadError> check_unique_names(const std::vector<Session>& sessions);

}  // namespace eardrum::conformance
