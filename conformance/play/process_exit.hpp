// Whether a testee that has closed a connection is on its way out.
#pragma once

#include <optional>

#include "eardrum/conformance/play/patience.hpp"
#include "eardrum/conformance/process/launcher.hpp"

namespace eardrum::conformance {

/// How it ended, if its end has begun; waits for the rest of that.
std::optional<Exit> exit_begun(Testee& testee, const Patience& patience);

/// The same of a testee that has closed a connection where an answer was due: many a runtime closes
/// first and works on for a while before its process begins to end. Waits while threads run.
std::optional<Exit> exit_after_close(Testee& testee, const Patience& patience);

}  // namespace eardrum::conformance
