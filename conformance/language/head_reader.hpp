// Reads the head of a session (SESSIONS.md, "The head of a session"), line by line.
#pragma once

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/language/source_lines.hpp"

namespace eardrum::conformance {

/// Reads the words after `session`: a name and a rule. Throws ReadError.
void read_session_name(Words head, Session& session);

/// Reads `line` into `session` if it is a line of the head. Returns false for any other line.
/// Throws ReadError.
bool read_attribute(Words line, Session& session);

}  // namespace eardrum::conformance
