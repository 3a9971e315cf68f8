// Checks whether the process of a testee that closed a connection is exiting.
#pragma once

#include <optional>

#include "eardrum/conformance/play/patience.hpp"
#include "eardrum/conformance/process/launcher.hpp"

namespace eardrum::conformance {

/// How the process ended, if its exit has begun; waits until it has ended. Nothing if it still
/// runs.
std::optional<Exit> exit_begun(Testee& testee, const Patience& patience);

/// The same for a testee that closed a connection instead of sending an answer. Some runtimes close
/// connections some time before their process begins to exit, so this waits while threads of the
/// testee run.
std::optional<Exit> exit_after_close(Testee& testee, const Patience& patience);

}  // namespace eardrum::conformance
