// Opens a thousand connections at the same time. The number of connections that a testee serves is
// observed and not judged. The testee fails if it crashes, mixes up answers, or serves no client
// afterwards.
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

/// Starts the testee of `stage`, opens many connections without closing any, puts and gets on each,
/// and closes all. A fault is reported only if a fresh process repeats it. Adds the number of sent
/// requests to `exchanges`. Throws GivenUp.
CaseResult play_crowd(Stage& stage, const std::string& key_suffix, const Patience& patience,
                      Profile profile, std::uint64_t& exchanges);

}  // namespace eardrum::conformance::load
