// Converts a mismatch into a fault, which is data: the kind of fault, what is wrong in the rows,
// and the requests. Only this file examines the bytes of a wrong answer to classify it.
#pragma once

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/play/play.hpp"
#include "eardrum/conformance/verdict/fault.hpp"

namespace eardrum::conformance {

/// The fault of `played`, which must have a mismatch. The fault of a client has the kind `other`
/// and the member `client`, because a client is judged by the step that failed.
Fault fault_of(const Session& session, const Played& played);

/// The step of `session` that failed; null if no step of the session failed. Valid as long as
/// `session`.
const Step* failed_step(const Session& session, const Mismatch& mismatch);

}  // namespace eardrum::conformance
