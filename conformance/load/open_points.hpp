// Checks that a server makes the same unspecified choices with and without load. It plays a few
// sessions about open points without other clients, and again while other clients put and get.
#pragma once

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/load/process_case.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance::load {

/// The case as a session without steps, for lists and selections: REQ-FRM-4.
Session choices_session();

/// Starts the testee, plays sessions about open points without load and under parallel load, and
/// compares the choices. A difference is a failure only if a fresh process repeats it.
CaseResult play_choices(const ProcessCase& setting);

}  // namespace eardrum::conformance::load
