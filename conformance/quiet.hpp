// Sees whether a testee on this machine has taken all that was sent to it and gone to sleep, so
// that nothing has to be slept for: sock_diag tells how many bytes wait in the testee's receive
// queue, /proc whether one of its threads runs.
#pragma once

#include <netinet/in.h>
#include <sys/types.h>

#include <optional>
#include <string>

namespace eardrum::conformance {

/// Bytes that the kernel holds in the receive queue of the other end of the connected TCP socket
/// `fd`; nothing if this machine cannot tell (other host, no sock_diag).
std::optional<std::size_t> peer_receive_queue_bytes(int fd);

/// Whether every thread of `pid` and its descendants sleeps (states S, D, T, Z, I); nothing if
/// /proc cannot tell.
std::optional<bool> all_threads_asleep(pid_t pid);

/// "sock_diag and /proc", or a sentence that says why quiet can only be waited for here.
std::string quiet_source();

}  // namespace eardrum::conformance
