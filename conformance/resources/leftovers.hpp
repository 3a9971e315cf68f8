// What connections leave behind in a server once they are over: descriptors, threads, processes, or
// processor time that is still being used. Memory is memory.hpp's business.
#pragma once

#include <string>

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/load/process_case.hpp"
#include "eardrum/conformance/play/play.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance::load {

/// The case as a session without steps, for lists and selections: REQ-CON-8.
Session leftovers_session();

/// Starts the testee and opens, uses and closes many connections, one after the other. What seems
/// to stay is looked for once more on a fresh process before it is said.
CaseResult play_leftovers(const ProcessCase& setting);

/// The case of `session` when `sentence` says what stayed: a finding if there is one. `kind` is
/// kept, unless it is no thing that stayed.
CaseResult judged_by_sentence(const Session& session, const std::string& sentence,
                              TesteeOutput output, Profile profile,
                              Mismatch::Kind kind = Mismatch::Kind::kept);

}  // namespace eardrum::conformance::load
