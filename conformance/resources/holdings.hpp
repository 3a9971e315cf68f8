// Reads from /proc which resources the process of a server and its descendants hold.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace eardrum::conformance::load {

/// The resources of a process and its descendants.
struct Holdings {
  std::size_t descriptors = 0;
  std::size_t threads = 0;
  std::size_t processes = 0;  ///< with zombies, which nobody has waited for
  std::chrono::milliseconds processor_time{};
};

/// The current resources; nothing if /proc cannot be read.
std::optional<Holdings> holdings_of(pid_t pid);

/// The anonymous memory of a process and its descendants in bytes: pages that belong to no file,
/// with swapped ones. Shared pages count proportionally. The number is exact; the counters of
/// /proc/PID/status lag by some pages for each thread. Nothing if /proc cannot be read.
std::optional<std::int64_t> memory_of(pid_t pid);

/// The process and its descendants.
std::vector<pid_t> processes_of(pid_t pid);

}  // namespace eardrum::conformance::load
