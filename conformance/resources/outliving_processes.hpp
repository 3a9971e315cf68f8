// What a server leaves running when it is told to end and does: daemons that left its process group
// and would hold its port, or its files, for ever.
#pragma once

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/load/process_case.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance::load {

/// The case as a session without steps, for lists and selections: REQ-CON-8.
Session outliving_session();

/// Starts the testee, asks it for something and tells it to end (TERM). What still runs after the
/// grace is looked for once more with a fresh process before it is said, with its command lines.
CaseResult play_outliving(const ProcessCase& setting);

}  // namespace eardrum::conformance::load
