// Puts a program under test into a PID namespace. All its processes end with the first process of
// the namespace, which belongs to the kit, and it sees no other processes. This code runs between
// fork and exec, when another thread of the kit may hold any lock. So it uses only system calls.
#pragma once

#include <sys/types.h>

namespace eardrum::conformance {

/// The pids are those outside the namespace.
struct NamespacePids {
  pid_t init = 0;    ///< the first process of the namespace: it sleeps and reaps orphans
  pid_t testee = 0;  ///< the process that calls exec
  ino_t number = 0;  ///< the number of the namespace in the kernel
};

/// Call this in a temporary child of the kit. It puts a new child of the *kit* into new PID and
/// mount namespaces with their own /proc (and, without root, into a user namespace that maps only
/// the user of the kit). In this new child it returns 0. The calling child writes a NamespacePids
/// to `report` and exits. On an error it returns the error number, and no process is left. `parent`
/// is the pid of the kit, which must reap both processes. Both descend from the thread that forked
/// the caller, and the kernel kills them when this thread ends.
int move_into_pid_namespace(pid_t parent, int report);

/// Whether this works on this machine: 0 or an error number. Call it in a child that then exits.
int try_pid_namespace();

}  // namespace eardrum::conformance
