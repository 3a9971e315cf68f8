// What a finding looks like from outside. One cause shows under many rules: a server that forgets
// the last LF falls silent in thirty sessions of fourteen. Findings that look alike are told once
// in full.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// A text that is the same for two cases if they look alike: verdict, kind of fault, and the bytes
/// that came, all without the numbers and names that differ from session to session. What was sent
/// belongs to it too, unless the testee fell silent in the middle of an answer: two requests that
/// are wrongly answered alike are two faults, an answer that never ends is one. For comparing only.
std::string symptom(const CaseResult& result);

/// Bytes without what differs by accident: numbers are N, M if long; the name in a request and at
/// the head of a row is K if it is of the plain form; alike lines in a row are one.
std::string shape(std::string_view bytes);

/// For each case of the report, in their order: the plain case that explains it (cause.hpp), else
/// the first case with the same symptom; either may be itself. Null for cases that need no
/// explanation. The pointers live as long as the report.
std::vector<const CaseResult*> symptom_leaders(const RunReport& report);

}  // namespace eardrum::conformance
