// Parallel load as two cases of a report: one for each rule that its history is held to.
#pragma once

#include <cstdint>
#include <vector>

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/load/parallel.hpp"
#include "eardrum/conformance/play/stage.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance::load {

/// The two as sessions without steps, for lists and selections.
std::vector<Session> load_sessions();

/// Puts the testee of `stage` under load and judges what comes of it: both cases, in the order of
/// load_sessions(). The stage must be started. Adds the requests sent to `exchanges`.
std::vector<CaseResult> play_load(Stage& stage, const Load& load, Profile profile,
                                  std::uint64_t& exchanges);

/// A wrong answer under load says nothing of load where answers are wrong without it: such cases of
/// `loaded` become UNTESTED if one of `calm` fails by a wrong answer. What a testee does instead of
/// answering is kept.
void forget_wrong_answers(const std::vector<CaseResult>& calm, std::vector<CaseResult>& loaded);

}  // namespace eardrum::conformance::load
