// Checks which processes still run after a server has ended on SIGTERM, for example daemons that
// left its process group. They may keep its port or its files.
#pragma once

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/load/process_case.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance::load {

/// The case as a session without steps, for lists and selections: REQ-CON-8.
Session outliving_session();

/// Starts the testee, sends a request, and sends TERM. If processes still run after the grace
/// period, the case is repeated with a fresh process before they are reported with their command
/// lines.
CaseResult play_outliving(const ProcessCase& setting);

}  // namespace eardrum::conformance::load
