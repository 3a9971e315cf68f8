// Decides which rule a client breaks, from the step that failed, the expected outcome and the
// actual outcome. Pure.
#pragma once

#include <string_view>

#include "eardrum/conformance/verdict/client_fault.hpp"

namespace eardrum::conformance {

/// The rule of level S or D that is about the fault, whatever rule the session is about. For
/// example, a constructor that raises breaks REQ-CLI-1 also in a session about answers. Empty if
/// the rule of the session is more precise.
std::string_view client_rule_about(const ClientFault& fault);

}  // namespace eardrum::conformance
