// A PID namespace for a program under test: whatever it leaves behind dies with the namespace's
// first process, which is ours, and it sees no process but its own. Runs between fork and exec,
// where other threads of the kit may have held any lock: system calls only.
#pragma once

#include <sys/types.h>

namespace eardrum::conformance {

/// Both as we number them.
struct NamespacePids {
  pid_t init = 0;    ///< the namespace's first process: it sleeps, and reaps what nobody else does
  pid_t testee = 0;  ///< the process that goes on to exec
  ino_t number = 0;  ///< by which the kernel tells the namespace from others
};

/// Called by a child of the kit that may be lost: puts a new child of the *kit* into new PID and
/// mount namespaces (and, without root, a user namespace that maps only our own user) with a /proc
/// of its own, and returns 0 there. The caller writes a NamespacePids to `report` and exits; if
/// something went wrong it returns an error number instead, and nothing is left. `parent` is the
/// kit. The kit has to reap both. Both descend from the thread that forked the caller, and are
/// killed when that ends.
int move_into_pid_namespace(pid_t parent, int report);

/// Whether all that works here: 0 or an error number. To be called in a child that then exits.
int try_pid_namespace();

}  // namespace eardrum::conformance
