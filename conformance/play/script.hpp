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

}  // namespace eardrum::conformance
