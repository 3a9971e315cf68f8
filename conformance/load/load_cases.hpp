// Plays parallel load and judges it as two cases: one for each rule about its history (REQ-CON-3,
// REQ-CON-4). history.hpp and parallel.cpp give the rules of other wrong answers.
#pragma once

#include <cstdint>
#include <vector>

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/load/parallel.hpp"
#include "eardrum/conformance/play/stage.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance::load {

/// The two cases as sessions without steps, for lists and selections.
std::vector<Session> load_sessions();

/// Puts the testee of `stage` under load and judges both cases, in the order of load_sessions().
/// The stage must be started. Adds the number of sent requests to `exchanges`.
std::vector<CaseResult> play_load(Stage& stage, const Load& load, Profile profile,
                                  std::uint64_t& exchanges);

/// Changes cases of `loaded` with wrong answers to UNTESTED if a case of `calm` fails because of a
/// wrong answer. If answers are also wrong without load, a wrong answer under load is not a fault
/// of load. Cases without an answer are not changed.
void forget_wrong_answers(const std::vector<CaseResult>& calm, std::vector<CaseResult>& loaded);

/// Changes a case that reports another choice under load to UNTESTED if a case of `loaded` shows
/// that acknowledged puts are lost: a lost put alone can make "first wins" of "last wins".
void forget_changed_choices(std::vector<CaseResult>& loaded);

}  // namespace eardrum::conformance::load
