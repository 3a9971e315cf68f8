// What a server's process and its descendants hold, as /proc tells it.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace eardrum::conformance::load {

/// What a process and its descendants hold.
struct Holdings {
  std::size_t descriptors = 0;
  std::size_t threads = 0;
  std::size_t processes = 0;  ///< those that have ended and were not waited for included
  std::chrono::milliseconds processor_time{};
};

/// As it is now; nothing if /proc does not tell.
std::optional<Holdings> holdings_of(pid_t pid);

/// Memory of their own, in bytes, of a process and its descendants: pages that belong to no file,
/// shared ones in parts, swapped ones included. Exact, unlike the counters of /proc/PID/status,
/// which lag by some pages a thread. Nothing if /proc does not tell.
std::optional<std::int64_t> memory_of(pid_t pid);

/// The process and its descendants.
std::vector<pid_t> processes_of(pid_t pid);

}  // namespace eardrum::conformance::load
