// How much processor time a program has used: what tells work from a wait.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>

namespace eardrum::conformance {

/// Of a process, what descends from it, and those of its children that have ended and were waited
/// for. Counted in the kernel's ticks, of 10 ms on most machines. Nothing if /proc does not tell.
std::optional<std::chrono::milliseconds> processor_time(pid_t pid);

}  // namespace eardrum::conformance
