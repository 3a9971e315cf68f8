// From what was played to a verdict: which rule is blamed, and whether it binds in the profile.
// Pure; the only place that knows what levels and profiles mean.
#pragma once

#include <string_view>

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/play/play.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// What the judge looks at.
struct Attempt {
  const Session& session;
  Delivery delivery;
  const Played& played;
  const Played* whole = nullptr;  ///< the same session in the whole delivery, for all others
};

/// The verdict on one attempt. The finding's output and replay are left for the runner to fill.
CaseResult judge(const Attempt& attempt, Profile profile);

/// Whether a testee that breaks `requirement` fails in `profile`.
bool binds(std::string_view requirement, Profile profile);

/// Softens a verdict that a second attempt on a fresh process did not repeat. Wrong bytes are
/// evidence however rarely they come; silence that is not repeated may be the machine's. Of a
/// process that had served other sessions before (`shared`) only a crash is evidence: what it has
/// forgotten or ran out of the text may leave open (REQ-CON-6). What is not repeated is blamed on
/// no delivery: the segments did not bring it out.
void weaken_unrepeated(CaseResult& result, const Attempt& first, Profile profile,
                       bool shared = false);

}  // namespace eardrum::conformance
