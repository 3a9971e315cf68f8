// Turns a command into a process, or into a sentence that says why there is none. The only file
// that knows Boost.Process.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "eardrum/conformance/observation/descriptor.hpp"

namespace eardrum::conformance {

struct Program {
  std::vector<std::string> command;
  std::vector<std::string> environment;  ///< all of it, "NAME=VALUE"
  std::string working_directory;         ///< empty: ours; a relative program path starts here
  int in = -1;                           ///< becomes its stdin, ours to close; if negative, a pipe
                                         ///< into which nobody writes
  bool own_pid_namespace = false;        ///< see pid_namespace.hpp
  std::uint64_t file_bytes_max = 0;      ///< no file may grow beyond; 0: no limit of ours
  std::optional<std::uint32_t> uid{};    ///< user and group to become, without any other group
};

struct Spawned {
  pid_t pid = 0;  ///< leads a session and process group of its own
  Descriptor pidfd;
  pid_t init = 0;  ///< first process of its namespace, to be killed and reaped too; 0: it has none
  ino_t pid_namespace = 0;  ///< the number of that
  Descriptor in;            ///< our end of its stdin, if that was not given: it ends with this
  Descriptor out;           ///< our ends of its stdout and stderr, non-blocking
  Descriptor err;
};

/// Starts the program with no other descriptor of ours, no core dumps, no way to gain privileges,
/// and signals as a fresh program expects them. The kernel kills it when the
/// *thread* that called this ends: that thread must outlive it. Whoever calls this must reap it.
std::expected<Spawned, std::string> spawn(const Program& program);

}  // namespace eardrum::conformance
