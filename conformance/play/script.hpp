// Prepares the steps of a session for playing: unrolls loops, and for the delivery `coalesced`
// groups the requests that follow each other on one connection.
#pragma once

#include <string>
#include <vector>

#include "eardrum/conformance/language/byte_text.hpp"
#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/play/delivery.hpp"

namespace eardrum::conformance {

/// One step with the current loop numbers.
struct ScriptStep {
  const Step* step = nullptr;  ///< lives as long as the session
  Binding binding;
};

/// A part of the script, usually one step. A batch has several sends of one connection, which are
/// sent as one text, followed by their expectations.
struct ScriptPart {
  std::vector<ScriptStep> steps;
};

std::vector<ScriptStep> unroll(const Session& session, const std::string& key_suffix);

/// Groups steps for `kind`. Only coalesced makes parts of more than one step.
std::vector<ScriptPart> arrange(std::vector<ScriptStep> steps, DeliveryKind kind);

/// The connection that a step sends on or reads from, or '\0'.
char connection_of(const ScriptStep& step);

bool is_send(const ScriptStep& step);
bool is_expect(const ScriptStep& step);

/// Whether the step expects `the same as before`.
bool is_again(const ScriptStep& step);

/// Whether the next step on the connection of the part at `index` is an expectation.
bool expects_next(const std::vector<ScriptPart>& parts, std::size_t index);

/// Whether the step after the part at `index` is not about the connection of this part.
bool turns_elsewhere(const std::vector<ScriptPart>& parts, std::size_t index);

}  // namespace eardrum::conformance
