// Finds the processes of a testee, also those that left its process group and its session. It uses
// the ancestry, the session, and a mark in the environment of a process.
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
  std::uint64_t start_ticks = 0;  ///< identifies the process together with the pid

  bool zombie() const { return state == 'Z' || state == 'X'; }
};

/// The current state of one process; nothing if it does not exist or /proc hides it.
std::optional<Process> process(pid_t pid);

/// All processes in /proc.
std::vector<Process> all_processes();

struct Lineage {
  pid_t root = 0;    ///< the leader of a session
  std::string mark;  ///< "NAME=VALUE" in the environment of all descendants
  /// Also count orphans that this process inherited as their subreaper, if no other testee can have
  /// left them. Correct only while no other testee runs.
  bool take_orphans = false;
  /// The number of the PID namespace of the testee, if it has its own. Then the other members are
  /// not used.
  std::optional<ino_t> pid_namespace{};
  pid_t init = 0;  ///< the first process of the namespace; it does not belong to the family
};

/// The number of the PID namespace of a process; nothing if the process does not exist.
std::optional<ino_t> pid_namespace_of(pid_t pid);

/// The root and all its descendants, with zombies, without this process. A process that left the
/// session, was orphaned and cleared its environment is found only with take_orphans.
std::vector<Process> family(const Lineage& lineage);

/// The signal that ended a descendant of the process, if the signal shows a fault of the program (a
/// memory fault, an abort). Nothing if the parent of the descendant has already waited for it.
std::optional<int> fatal_signal_of_descendant(pid_t pid);

/// The inodes of the open sockets of a process; nothing if they may not be read.
std::optional<std::vector<ino_t>> socket_inodes(pid_t pid);

/// A process with this socket open; nothing if there is none whose descriptors may be read.
std::optional<pid_t> socket_holder(ino_t inode);

/// The command line of a process with blanks between the words, at most some hundred bytes; its
/// name if the command line is empty. Empty if the process does not exist.
std::string command_line(pid_t pid);

/// The name of a process, through visible(); "?" if it does not exist.
std::string process_name(pid_t pid);

}  // namespace eardrum::conformance
