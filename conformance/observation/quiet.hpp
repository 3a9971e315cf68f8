// Observes whether a testee on this machine has read all its input and is idle, so that the kit
// need not sleep for a fixed time. sock_diag gives the number of bytes in the receive queue of the
// testee; /proc shows whether one of its threads runs.
#pragma once

#include <netinet/in.h>
#include <sys/types.h>

#include <optional>
#include <string>

namespace eardrum::conformance {

/// The number of bytes sent through the connected TCP socket `fd` that the program at the other end
/// has not read: those in its receive queue, in transit, and in the send queue of `fd`. A
/// half-close counts as one byte until it, or the last byte before it, is read. The result is 0 if
/// the other end has closed. Nothing if this machine cannot observe it (another host, no
/// sock_diag), or if the connection was reset. Takes microseconds and changes nothing.
std::optional<std::size_t> peer_receive_queue_bytes(int fd);

/// Whether the program at the other end of the connected TCP socket `fd` has closed its end first.
/// Then it does not notice later events of the connection. False if that cannot be observed.
bool peer_has_let_go(int fd);

/// Whether there was a moment at which all threads of `pid` and its descendants were asleep. A
/// stopped or dead process counts as asleep. A process that waits for its disk (state D) does not,
/// because it continues without new input. Nothing if /proc cannot show it.
std::optional<bool> all_threads_asleep(pid_t pid);

/// Whether `pid` has begun to exit. The flags of the kernel show this before its connections break,
/// and so before it can be waited for. False if /proc cannot show it.
bool is_ending(pid_t pid);

/// "sock_diag and /proc", or a sentence that says why the kit cannot observe that a testee is idle
/// here.
std::string quiet_source();

}  // namespace eardrum::conformance
