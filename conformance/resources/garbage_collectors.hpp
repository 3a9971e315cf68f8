// Detects runtimes with a garbage collector, by the names of their tuning variables, which their
// programs must contain. Memory of such a program may grow by hundreds of megabytes before the
// collector runs. So its growth is not evidence of a leak.
#pragma once

#include <sys/types.h>

#include <string>

namespace eardrum::conformance::load {

/// The runtime with a garbage collector that a process or one of its descendants has loaded, such
/// as "Java"; or a sanitizer, which keeps freed memory. Empty if no known one is found. Languages
/// that free unreferenced memory at once (C, C++, Rust, Python) have no collector in this sense.
/// Reads the files of the programs, which takes some tens of milliseconds.
std::string collector_of(pid_t pid);

}  // namespace eardrum::conformance::load
