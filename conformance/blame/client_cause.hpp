// Which findings of a client are one fault: those that fail at the same step in the same way, and
// of which one is plainer than the other. Decided on what the client did and was called for.
#pragma once

#include <map>
#include <vector>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// For each case that another explains, or that explains others, the plainest one.
std::map<const CaseResult*, const CaseResult*> client_causes(
    const std::vector<const CaseResult*>& cases);

}  // namespace eardrum::conformance
