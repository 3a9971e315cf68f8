// Plays failed cases again, only to learn which are flaky. No verdict changes by it: what failed
// once has failed.
#pragma once

#include <functional>
#include <vector>

#include "eardrum/conformance/run/runner.hpp"

namespace eardrum::conformance {

/// Plays each failed case of `report` that `wanted` asks for `more` times again, under the options
/// of its run, and notes in it how often it failed. Cases that are in no session of `sessions`
/// (load, random), and attempts that came to nothing, are not counted. `options.key_stamp` must be
/// another than that of the run, if there is one: a store may still hold that one's keys.
void count_attempts(RunReport& report, const std::vector<Session>& sessions, RunOptions options,
                    unsigned more, const std::function<bool(const CaseResult&)>& wanted);

}  // namespace eardrum::conformance
