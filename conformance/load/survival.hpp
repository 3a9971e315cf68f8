// Whether a testee still serves after what clients did to it together or one after the other:
// parallel load, a crowd, resets. What is wrong with its answers is for sessions to judge.
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

/// The rule that such a testee breaks: each request is answered.
inline constexpr std::string_view survival_rule = "REQ-FRM-4";

/// Two new connections, one after the other, that get and put.
const Session& survival_probe();

/// How it went, without what other sessions judge: a mismatch only if the testee died, took no
/// connection, or did not answer. `after` begins the sentence: "after 20 connections".
Played survived(Played played, const std::string& after);

/// The same, on a bed.
Played ask_once_more(const ProcessCase& setting, const std::string& after);

/// What is said of a testee that left one request without an answer and still serves others.
Played left_unanswered(Answered how, const std::string& request, const std::string& received,
                       const std::string& after);

/// Whether its process ended, or a checker in it reported an error: seen once is enough.
bool died(const Played& played);

/// The case of `session`, failed by `played` for breaking `rule`, which need not be its own.
CaseResult failed(const Session& session, std::string_view rule, const Played& played,
                  Profile profile);

/// The case of `session` by two attempts on fresh processes in which clients came and went: nothing
/// if all were served, or if one was not and that was not seen again while others still were.
std::optional<CaseResult> judged_unserved(const Session& session, const Played& first,
                                          const Played& second, const TesteeOutput& output,
                                          Profile profile);

/// A finding that a second attempt on a fresh process did not show again.
void note_seen_once(CaseResult& result);

}  // namespace eardrum::conformance::load
