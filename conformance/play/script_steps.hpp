// Questions about the steps of a script: what kind one is, and what comes after it.
#pragma once

#include <cstddef>
#include <vector>

#include "eardrum/conformance/play/script.hpp"

namespace eardrum::conformance {

/// The connection that a step sends on or reads from, or '\0'.
char connection_of(const ScriptStep& step);

bool is_send(const ScriptStep& step);

bool is_expect(const ScriptStep& step);

/// Whether it expects what an earlier step has met.
bool is_again(const ScriptStep& step);

/// Whether the connection of the part at `index` is read before it is written to.
bool expects_next(const std::vector<ScriptPart>& parts, std::size_t index);

/// Whether the next step after the part at `index` is about something else than its connection.
bool turns_elsewhere(const std::vector<ScriptPart>& parts, std::size_t index);

}  // namespace eardrum::conformance
