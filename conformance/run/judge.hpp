// Decides the verdict of a played session: which rule is broken, and whether it binds in the
// profile. For servers it uses blame/rules.hpp, for clients blame/client_rules.hpp. Pure. Only this
// file defines what levels and profiles mean for verdicts.
#pragma once

#include <string_view>

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/play/play.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// The input of the judge.
struct Attempt {
  const Session& session;
  Delivery delivery;
  const Played& played;
  const Played* whole = nullptr;  ///< for other deliveries: the same session, delivered whole
};

/// The verdict on one attempt. The caller fills Finding::output and Finding::replay.
CaseResult judge(const Attempt& attempt, Profile profile);

/// Whether a testee that breaks `requirement` fails in `profile`.
bool binds(std::string_view requirement, Profile profile);

/// Changes a verdict that a second attempt on a fresh process did not repeat. Wrong bytes stay a
/// failure, even if they are rare. A silence becomes a warning, because the machine may be its
/// cause. If the process had served other sessions before (`shared`), only a crash or a sanitizer
/// report stays a failure, because the text leaves open whether a server may forget samples
/// (REQ-CON-6). A failure that is not repeated never breaks the rule of a delivery, because the
/// segments did not cause it.
void weaken_unrepeated(CaseResult& result, const Attempt& first, Profile profile,
                       bool shared = false);

}  // namespace eardrum::conformance
