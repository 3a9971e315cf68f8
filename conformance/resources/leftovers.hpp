// Checks what connections leave behind in a server after they have ended: descriptors, threads,
// processes, or processor time that is still used. memory.hpp checks memory.
#pragma once

#include <string>

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/load/process_case.hpp"
#include "eardrum/conformance/play/play.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance::load {

/// The case as a session without steps, for lists and selections: REQ-CON-8.
Session leftovers_session();

/// Starts the testee and opens, uses and closes many connections, one after the other. A leftover
/// is reported only if a fresh process repeats it.
CaseResult play_leftovers(const ProcessCase& setting);

/// Judges the case of `session`. `sentence` says what the server keeps; the case passes if it is
/// empty. `kind` is the kind of the mismatch; it is not `kept` if the finding is not about a kept
/// resource.
CaseResult judged_by_sentence(const Session& session, const std::string& sentence,
                              TesteeOutput output, Profile profile,
                              Mismatch::Kind kind = Mismatch::Kind::kept);

}  // namespace eardrum::conformance::load
