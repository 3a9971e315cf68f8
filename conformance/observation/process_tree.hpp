// Which processes belong to a testee, even those that left its process group and its session: by
// ancestry, by session, and by a mark in their environment.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace eardrum::conformance {

struct Process {
  pid_t pid = 0;
  pid_t parent = 0;
  pid_t session = 0;
  char state = '?';               ///< as in /proc/PID/stat; Z is a zombie
  std::uint64_t start_ticks = 0;  ///< with the pid, tells this process from a later one

  bool zombie() const { return state == 'Z' || state == 'X'; }
};

/// One process, as it is now; nothing if there is none or /proc hides it.
std::optional<Process> process(pid_t pid);

/// Every process that /proc shows.
std::vector<Process> all_processes();

struct Lineage {
  pid_t root = 0;    ///< leads a session of its own
  std::string mark;  ///< "NAME=VALUE" in the environment of all that descend from it
  /// Also take orphans that this process inherited (it is their subreaper) and that no other
  /// testee can have left: sound while no other testee runs.
  bool take_orphans = false;
  /// If it has a PID namespace of its own, the number of that: then all else is of no interest.
  std::optional<ino_t> pid_namespace{};
  pid_t init = 0;  ///< the namespace's first process, which is not of the family
};

/// The number of the PID namespace that a process is in; nothing if it is gone.
std::optional<ino_t> pid_namespace_of(pid_t pid);

/// The root and all that descend from it, zombies included, this process excluded. A process that
/// left the session, was orphaned and cleared its environment is found only through take_orphans.
std::vector<Process> family(const Lineage& lineage);

/// The signal that ended one of those that descend from the process, if it is one that tells a
/// fault of the program (a memory fault, an abort). Its parent may have waited for it: then nothing
/// is seen.
std::optional<int> fatal_signal_of_descendant(pid_t pid);

/// Inodes of the sockets that a process holds; nothing if it may not be looked at.
std::optional<std::vector<ino_t>> socket_inodes(pid_t pid);

/// The process that holds a socket, if one that may be looked at does.
std::optional<pid_t> socket_holder(ino_t inode);

/// The words it was started with, blanks between, at most some hundred bytes; its name if it has
/// none, empty if it is gone.
std::string command_line(pid_t pid);

/// The name that a process carries, made visible; "?" if it is gone.
std::string process_name(pid_t pid);

}  // namespace eardrum::conformance
