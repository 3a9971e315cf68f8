// Reads session files (SESSIONS.md). A file is taken whole or refused with the place of its fault.
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

/// Reads the text of one file; `file` is its name in places.
std::expected<std::vector<Session>, ReadError> read_sessions(std::string_view text,
                                                             std::string_view file);

/// Refuses a second session of the same name, naming both places.
std::expected<void, ReadError> check_unique_names(const std::vector<Session>& sessions);

}  // namespace eardrum::conformance
