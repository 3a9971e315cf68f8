// Reads the head of a session (SESSIONS.md, "The head of a session"), line by line.
#pragma once

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/language/source_lines.hpp"

namespace eardrum::conformance {

/// Reads what stands behind `session`: a name and a rule. Throws ReadError.
void read_session_name(Words head, Session& session);

/// Whether `line` was part of the head; then `session` has what it says. Throws ReadError.
bool read_attribute(Words line, Session& session);

}  // namespace eardrum::conformance
