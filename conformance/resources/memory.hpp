// Checks whether a server leaks memory: many clients connect, store nothing and disconnect. Only
// memory that grows at a steady rate is reported. Programs with a garbage collector are not judged.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/load/process_case.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance::load {

/// The growth in bytes for each client, if memory grew in every round, by more than occasional new
/// pages explain, and as fast at the end as at the beginning. Nothing otherwise. `readings` are the
/// bytes before the first round and after each round.
std::optional<std::int64_t> steady_slope(std::span<const std::int64_t> readings,
                                         std::size_t visits_in_round);

/// The case as a session without steps, for lists and selections: REQ-CON-8.
Session memory_session();

/// Starts the testee and connects and disconnects many clients, one after the other, in rounds.
/// Growth is reported only if a fresh process repeats it in twice the number of rounds.
CaseResult play_memory(const ProcessCase& setting);

}  // namespace eardrum::conformance::load
