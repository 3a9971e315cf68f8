// A thousand connections open at the same time. How many a testee serves is its own affair, and is
// observed; but it must not die of them, nor mix up their answers, nor serve nobody once they are
// gone.
#pragma once

#include <cstdint>
#include <string>

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/play/patience.hpp"
#include "eardrum/conformance/play/stage.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance::load {

/// The case as a session without steps, for lists and selections: REQ-CON-5.
Session crowd_session();

/// Starts the testee of `stage`, opens connections while the ones before stay open, puts and gets
/// on each, and closes all. What goes wrong is said only if a fresh process shows it too. Adds the
/// requests sent to `exchanges`. Throws GivenUp.
CaseResult play_crowd(Stage& stage, const std::string& key_suffix, const Patience& patience,
                      Profile profile, std::uint64_t& exchanges);

}  // namespace eardrum::conformance::load
