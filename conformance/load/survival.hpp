// Checks whether a testee still serves clients after parallel load, many connections, or resets. It
// does not judge answers; sessions do.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/load/process_case.hpp"
#include "eardrum/conformance/load/whole_answer.hpp"
#include "eardrum/conformance/play/play.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance::load {

/// The rule that a testee breaks if it no longer serves clients: each request is answered.
inline constexpr std::string_view survival_rule = "REQ-FRM-4";

/// Two new connections, one after the other, that get and put.
const Session& survival_probe();

/// `played` without mismatches that other sessions judge. A mismatch remains only if the testee
/// crashed, accepted no connection, or did not answer. `after` begins the sentence: "after 20
/// connections".
Played survived(Played played, const std::string& after);

/// Plays survival_probe() on the test bed of `setting`, and returns survived().
Played ask_once_more(const ProcessCase& setting, const std::string& after);

/// The mismatch of a testee that did not answer one request, but still serves other connections.
Played left_unanswered(Answered how, const std::string& request, const std::string& received,
                       const std::string& after);

/// Whether the process of the testee ended, or a sanitizer in it reported an error. One observation
/// is enough for a failure.
bool died(const Played& played);

/// The case of `session`, failed because of the mismatch of `played`. It breaks `rule`, which may
/// be another rule than that of the session.
CaseResult failed(const Session& session, std::string_view rule, const Played& played,
                  Profile profile);

/// Judges two attempts on fresh processes, in which clients connected and disconnected. Nothing if
/// all clients were served. Also nothing if only the first attempt left a client unserved, while it
/// still served others.
std::optional<CaseResult> judged_unserved(const Session& session, const Played& first,
                                          const Played& second, const TesteeOutput& output,
                                          Profile profile);

/// Adds to the sentence of the finding that a second attempt on a fresh process did not repeat it.
void note_seen_once(CaseResult& result);

}  // namespace eardrum::conformance::load
