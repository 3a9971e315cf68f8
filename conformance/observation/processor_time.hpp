// Measures the processor time of a program, to distinguish work from waiting.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>

namespace eardrum::conformance {

/// The processor time of a process, of its descendants, and of children that have ended and were
/// waited for. The kernel counts ticks, which are 10 ms on most machines. Nothing if /proc does not
/// have it.
std::optional<std::chrono::milliseconds> processor_time(pid_t pid);

}  // namespace eardrum::conformance
