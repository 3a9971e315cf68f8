// What the text leaves open a server takes in one way, however busy it is: a few open points are
// asked about while nobody else asks anything, and again while others put and get.
#pragma once

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/load/process_case.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance::load {

/// The case as a session without steps, for lists and selections: REQ-FRM-4.
Session choices_session();

/// Starts the testee, plays sessions about open points in peace and under parallel load, and
/// compares what was chosen. A difference is a failure once a fresh process has shown it too.
CaseResult play_choices(const ProcessCase& setting);

}  // namespace eardrum::conformance::load
