// Where sessions come from: those that are built into the program, and files of the user's.
#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "eardrum/conformance/language/session_reader.hpp"

namespace eardrum::conformance {

/// The sessions of conformance/language/sessions/, compiled in, and those made from the grammar
/// (grammar_sessions.hpp). That they can be read is tested.
std::vector<Session> builtin_sessions();

/// Reads one file, or all *.session files of a folder in the order of their names. The error is one
/// sentence that names the path, and line and column where there is one.
std::expected<std::vector<Session>, std::string> load_sessions(const std::filesystem::path& path);

}  // namespace eardrum::conformance
