// Starts a process from a command. spawn.cpp is the only file that uses Boost.Process.
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
  std::string working_directory;         ///< empty: the kit's; a relative program path starts here
  int in = -1;                           ///< becomes its stdin, the caller closes it; if negative,
                                         ///< a pipe into which nobody writes
  bool own_pid_namespace = false;        ///< see pid_namespace.hpp
  std::uint64_t file_bytes_max = 0;      ///< the maximum size of a file; 0: no limit
  std::optional<std::uint32_t> uid{};    ///< its user and group; it gets no other group
};

struct Spawned {
  pid_t pid = 0;  ///< the leader of a session and a process group
  Descriptor pidfd;
  pid_t init = 0;  ///< first process of its namespace, to kill and reap too; 0: no namespace
  ino_t pid_namespace = 0;  ///< the number of the namespace
  Descriptor in;            ///< the kit's end of a stdin pipe; closing it ends the stdin
  Descriptor out;           ///< the kit's ends of its stdout and stderr, non-blocking
  Descriptor err;
};

/// Starts the program. It gets no other descriptor of the kit, no core dumps, no way to gain
/// privileges, and the default signal handling. The kernel kills it when the *thread* that called
/// this function ends, so this thread must outlive it. The caller must reap it. The error is a
/// sentence.
std::expected<Spawned, std::string> spawn(const Program& program);

}  // namespace eardrum::conformance
