// Decides which rules of servers a fault breaks, from the kind of fault, the request and its
// unusual features. The judge, the random sessions, cause.cpp and the reports use this table. Pure;
// it does not use the session, the delivery or any sentence. The table for clients is
// client_rules.hpp.
#pragma once

#include <string_view>
#include <vector>

#include "eardrum/conformance/verdict/fault.hpp"

namespace eardrum::conformance {

using Rules = std::vector<std::string_view>;

/// The rules that are about the fault, the most precise one first; empty if there is none. The
/// second overload uses `unusual` instead of the unusual features in the dialogue of the fault. The
/// rules are views that are valid as long as `fault`, so a temporary is not accepted.
Rules rules_about(const Fault& fault);
Rules rules_about(const Fault& fault, const Unusuals& unusual);
Rules rules_about(const Fault&& fault) = delete;
Rules rules_about(const Fault&& fault, const Unusuals& unusual) = delete;

/// The only rule that the fault breaks, whatever rule the session is about; empty if the rule of
/// the session is more precise. A line that must be refused and is accepted breaks the rule that
/// demands the refusal. An error answer with wrong bytes breaks REQ-ERR-1. An answer that does not
/// end breaks REQ-FRM-2, and bytes after its end break REQ-FRM-3. The rule is a view that is valid
/// as long as `fault`.
std::string_view only_rule_about(const Fault& fault);
std::string_view only_rule_about(const Fault&& fault) = delete;

}  // namespace eardrum::conformance
