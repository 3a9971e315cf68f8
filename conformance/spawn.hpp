// Turns a command into a process, or into a sentence that says why there is none. The only file
// that knows Boost.Process.
#pragma once

#include <sys/types.h>

#include <expected>
#include <string>
#include <vector>

#include "eardrum/conformance/descriptor.hpp"

namespace eardrum::conformance {

struct Program {
  std::vector<std::string> command;
  std::vector<std::string> environment;  ///< all of it, "NAME=VALUE"
  std::string working_directory;         ///< empty: ours; a relative program path starts here
};

struct Spawned {
  pid_t pid = 0;  ///< leads a session and process group of its own
  Descriptor pidfd;
  Descriptor out;  ///< our ends of its stdout and stderr, non-blocking
  Descriptor err;
};

/// Starts the program with stdin from /dev/null, no other descriptor of ours, no core dumps, no way
/// to gain privileges, and signals as a fresh program expects them. The kernel kills it when the
/// *thread* that called this ends: that thread must outlive it. Whoever calls this must reap it.
std::expected<Spawned, std::string> spawn(const Program& program);

}  // namespace eardrum::conformance
