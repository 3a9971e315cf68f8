// Decides which findings of a client have one cause: they fail at the same step in the same way,
// and one of them is simpler than the others. The decision uses the calls and the actions of the
// client.
#pragma once

#include <map>
#include <vector>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// Maps each case that has the same cause as another case to the simplest case with this cause,
/// which may be itself.
std::map<const CaseResult*, const CaseResult*> client_causes(
    const std::vector<const CaseResult*>& cases);

}  // namespace eardrum::conformance
