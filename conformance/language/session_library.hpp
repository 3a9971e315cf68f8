// Loads sessions: the built-in ones, and those in files of the user.
#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "eardrum/conformance/language/session_reader.hpp"

namespace eardrum::conformance {

/// The sessions of conformance/language/sessions/, which are compiled in, and those made from the
/// grammar (grammar_sessions.hpp). A test checks that they can be read.
std::vector<Session> builtin_sessions();

/// Reads one file, or all *.session files of a folder in the order of their names. The error is one
/// sentence that names the path, and the line and column if they are known.
std::expected<std::vector<Session>, std::string> load_sessions(const std::filesystem::path& path);

}  // namespace eardrum::conformance
