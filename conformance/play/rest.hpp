// Waiting for a testee that has nothing left to do.
#pragma once

#include <chrono>

#include "eardrum/conformance/process/launcher.hpp"

namespace eardrum::conformance {

/// Waits until all threads of the testee are asleep, at most `bound`; false if they are not by
/// then. True at once where that cannot be seen, or if its process has ended.
bool await_rest(const Testee& testee, std::chrono::milliseconds bound);

}  // namespace eardrum::conformance
