// What connections leave behind in a server once they are over: descriptors, threads, processes, or
// processor time that is still being used. Memory is not counted: a runtime with a garbage
// collector takes more and more of it for a while and is right to.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "eardrum/conformance/session.hpp"
#include "eardrum/conformance/test_bed.hpp"
#include "eardrum/conformance/verdict.hpp"

namespace eardrum::conformance::load {

/// What a process and its descendants hold.
struct Holdings {
  std::size_t descriptors = 0;
  std::size_t threads = 0;
  std::size_t processes = 0;  ///< those that have ended and were not waited for included
  std::chrono::milliseconds processor_time{};
};

/// As it is now; nothing if /proc does not tell.
std::optional<Holdings> holdings_of(pid_t pid);

/// The case as a session without steps, for lists and selections: REQ-CON-8.
Session leftovers_session();

/// Starts the testee and opens, uses and closes many connections, one after the other. What seems
/// to stay is looked for once more on a fresh process before it is said. Adds the requests sent to
/// `exchanges`.
CaseResult play_leftovers(TestBed& bed, const std::string& key_suffix, Profile profile,
                          std::uint64_t& exchanges);

}  // namespace eardrum::conformance::load
