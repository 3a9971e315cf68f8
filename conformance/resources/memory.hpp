// Memory that a server never gives back: clients come and go, store nothing, and each of them costs
// it a little more. Only a steady slope is reported, and of programs with a garbage collector none
// at all.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/load/process_case.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance::load {

/// Bytes for each visit, if memory grew in every round, by more than pages that are touched now and
/// then explain, and as fast at the end as at the beginning. `readings` are bytes: before the first
/// round and after each.
std::optional<std::int64_t> steady_slope(std::span<const std::int64_t> readings,
                                         std::size_t visits_in_round);

/// The case as a session without steps, for lists and selections: REQ-CON-8.
Session memory_session();

/// Starts the testee and lets many clients come and go, one after the other, in rounds. Growth is
/// looked for once more on a fresh process, in twice the rounds, before it is said.
CaseResult play_memory(const ProcessCase& setting);

}  // namespace eardrum::conformance::load
