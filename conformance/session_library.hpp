// Where sessions come from: those that are built into the program, and files of the user's.
#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "eardrum/conformance/session_reader.hpp"

namespace eardrum::conformance {

/// The sessions of conformance/sessions/, compiled in, and those made from the grammar
/// (automaton/line_sessions.hpp). That they can be read is tested.
std::vector<Session> builtin_sessions();

/// Reads one file, or all *.session files of a folder in the order of their names. The error is one
/// sentence that names the path, and line and column where there is one.
std::expected<std::vector<Session>, std::string> load_sessions(const std::filesystem::path& path);

/// Which sessions to take. Empty lists take everything. Patterns are shell globs.
struct Selection {
  std::vector<std::string> only;    ///< names
  std::vector<std::string> skip;    ///< names
  std::vector<std::string> rules;   ///< requirement ids
  std::vector<std::string> levels;  ///< "S", "D", "H", "U"
  bool judges_client = false;       ///< the role wanted
};

std::vector<Session> select(std::vector<Session> sessions, const Selection& selection);

}  // namespace eardrum::conformance
