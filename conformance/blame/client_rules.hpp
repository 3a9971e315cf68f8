// The table of blame for clients: step x what was due x what happened -> rule. Pure.
#pragma once

#include <string_view>

#include "eardrum/conformance/verdict/client_fault.hpp"

namespace eardrum::conformance {

/// The rule of level S or D that speaks of the fault, whatever its session is about; empty where
/// the session's own rule is the better one. It tells the step that failed: a constructor that
/// raises breaks REQ-CLI-1 also in a session about answers.
std::string_view client_rule_about(const ClientFault& fault);

}  // namespace eardrum::conformance
