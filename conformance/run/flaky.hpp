// Plays failed cases again, only to find out which are flaky. This changes no verdict: a case that
// failed once stays failed.
#pragma once

#include <functional>
#include <vector>

#include "eardrum/conformance/run/runner.hpp"

namespace eardrum::conformance {

/// Plays each failed case of `report` for which `wanted` is true `more` times again, and notes in
/// CaseResult::attempts how often it failed. `options` are the options of the run. If it has a key
/// stamp, pass another one, because the store may still have the keys of the run. Cases without a
/// session in `sessions` (load, random), and attempts without a verdict, are not counted.
void count_attempts(RunReport& report, const std::vector<Session>& sessions, RunOptions options,
                    unsigned more, const std::function<bool(const CaseResult&)>& wanted);

}  // namespace eardrum::conformance
