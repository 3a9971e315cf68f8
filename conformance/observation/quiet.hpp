// Sees whether a testee on this machine has taken all that was sent to it and gone to sleep, so
// that nothing has to be slept for: sock_diag tells how many bytes wait in the testee's receive
// queue, /proc whether one of its threads runs.
#pragma once

#include <netinet/in.h>
#include <sys/types.h>

#include <optional>
#include <string>

namespace eardrum::conformance {

/// Bytes sent through the connected TCP socket `fd` that the program at the other end has not read:
/// those in its receive queue, on the way to it, and still held back on our side. A half-close
/// counts as one byte until it, or the last byte before it, is read; an end that has closed reads
/// nothing more: 0. Nothing if this machine cannot tell (other host, no sock_diag) or the
/// connection was reset. Takes microseconds; changes nothing.
std::optional<std::size_t> peer_receive_queue_bytes(int fd);

/// Whether the program at the other end of the connected TCP socket `fd` has closed its end before
/// we closed ours, and so sees nothing of what still happens on the connection. False where that
/// cannot be told.
bool peer_has_let_go(int fd);

/// Whether there was an instant at which all threads of `pid` and its descendants slept at once. A
/// stopped or dead process sleeps; one that waits for its disk (state D) does not, since it goes on
/// without being spoken to. Nothing if /proc cannot tell.
std::optional<bool> all_threads_asleep(pid_t pid);

/// Whether `pid` has begun to end: its kernel flags say so before its connections break, and so
/// before it can be waited for. False where /proc cannot tell.
bool is_ending(pid_t pid);

/// "sock_diag and /proc", or a sentence that says why quiet can only be waited for here.
std::string quiet_source();

}  // namespace eardrum::conformance
