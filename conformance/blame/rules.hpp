// The one table of blame: fault x request x what is unusual -> rules. The judge, random sessions,
// the causes and the reports ask it. Pure; it knows no session, no delivery and no sentence.
#pragma once

#include <string_view>
#include <vector>

#include "eardrum/conformance/verdict/fault.hpp"

namespace eardrum::conformance {

using Rules = std::vector<std::string_view>;

/// Rules that speak of the fault, the most telling one first; empty where none does. With `unusual`
/// instead of what is unusual in the fault's own dialogue: rules that speak of it if only that
/// mattered. The rules are views that live as long as `fault` does, so it is no temporary.
Rules rules_about(const Fault& fault);
Rules rules_about(const Fault& fault, const Unusuals& unusual);
Rules rules_about(const Fault&& fault) = delete;
Rules rules_about(const Fault&& fault, const Unusuals& unusual) = delete;

/// The rule that alone speaks of the fault, whatever a session is about; empty where the session's
/// own rule is the better one. A line that had to be refused and was not breaks the rule that
/// demands its refusal, and no other; an error answer of other bytes breaks REQ-ERR-1; an answer
/// that does not end breaks REQ-FRM-2. The rule is a view that lives as long as `fault` does.
std::string_view only_rule_about(const Fault& fault);
std::string_view only_rule_about(const Fault&& fault) = delete;

}  // namespace eardrum::conformance
