// A session laid out for playing: loops unrolled, and for the coalesced delivery the requests that
// follow each other on one connection moved together.
#pragma once

#include <string>
#include <vector>

#include "eardrum/conformance/language/byte_text.hpp"
#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/play/delivery.hpp"

namespace eardrum::conformance {

/// One step with the loop numbers in force.
struct ScriptStep {
  const Step* step = nullptr;  ///< lives as long as the session
  Binding binding;
};

/// A stretch of the script. Usually one step; a batch is several sends of one connection that go
/// out as one text, followed by their expectations.
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

/// Whether it expects what an earlier step has met.
bool is_again(const ScriptStep& step);

/// Whether the connection of the part at `index` is read before it is written to.
bool expects_next(const std::vector<ScriptPart>& parts, std::size_t index);

/// Whether the next step after the part at `index` is about something else than its connection.
bool turns_elsewhere(const std::vector<ScriptPart>& parts, std::size_t index);

}  // namespace eardrum::conformance
