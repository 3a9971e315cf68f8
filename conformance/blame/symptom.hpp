// Compares findings by their symptoms, for findings that no cause explains. One cause appears under
// many rules: a server that omits the last LF is silent in thirty sessions of fourteen rules.
// Reports show findings with the same symptom in full only once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// A text that is equal for two cases with the same symptom. Use it only for comparisons. It
/// consists of the verdict, the kind of fault, and the received bytes without the numbers and names
/// that differ from session to session. The sent bytes are part of it too, because two requests
/// with the same wrong answer are two faults. There are two exceptions: a testee that stops in the
/// middle of an answer, and a crash with a traceback, which is compared by the end of the
/// traceback.
std::string symptom(const CaseResult& result);

/// `bytes` without accidental differences. A number becomes N, a long one M. A plain name in a
/// request or at the beginning of a row becomes K. Equal lines that follow each other become one.
std::string shape(std::string_view bytes);

/// For each case of the report, in their order: the case that explains it (cause.hpp), or else the
/// first case with the same symptom. Both may be the case itself. Null for cases that did not fail.
/// The pointers are valid as long as the report.
std::vector<const CaseResult*> symptom_leaders(const RunReport& report);

}  // namespace eardrum::conformance
