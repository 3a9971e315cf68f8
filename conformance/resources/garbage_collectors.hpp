// Runtimes with a garbage collector, told by what their programs must contain: the names by which
// their users tune them. Their memory grows until the collector sees fit to run, which may be after
// hundreds of megabytes, so that growth says nothing.
#pragma once

#include <sys/types.h>

#include <string>

namespace eardrum::conformance::load {

/// The runtime with a collector that a process or one of its descendants has loaded: "Java"; or a
/// sanitizer, which keeps what was freed. Empty: none that we know. Programs that free what nobody
/// refers to any more at once (C, C++, Rust, Python) have none in this sense. Reads the programs'
/// files; takes some tens of milliseconds.
std::string collector_of(pid_t pid);

}  // namespace eardrum::conformance::load
