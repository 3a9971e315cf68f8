// Turns what was played into a fault as data: what kind of mismatch it is, in what rows are wrong,
// and what was asked. The only place that looks at the bytes of a wrong answer to say what is
// wrong.
#pragma once

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/play/play.hpp"
#include "eardrum/conformance/verdict/fault.hpp"

namespace eardrum::conformance {

/// The fault of `played`, which has a mismatch, on a server's connection. Of a client: nothing but
/// its kind `other`, since it is judged by the step that it fails.
Fault fault_of(const Session& session, const Played& played);

/// The step of `session` that failed; null where no step of its own did. Lives as long as
/// `session`.
const Step* failed_step(const Session& session, const Mismatch& mismatch);

}  // namespace eardrum::conformance
