// What GitHub shows of a run: annotations, which are commands in the log, and a job's summary in
// Markdown.
#pragma once

#include <string>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// A line "::error title=...::..." for each finding that is told in full, ten at most, since GitHub
/// shows no more of a step; the last says how many there are beyond. The first is for a baseline
/// that is not true any more. Empty if nothing is to tell.
std::string github_annotations(const RunReport& report);

/// For $GITHUB_STEP_SUMMARY. Everything that is not a fixed word of ours stands in a code fence
/// longer than any run of back-ticks inside it, where Markdown is text. Under half a MiB, of the
/// one that GitHub takes.
std::string github_summary(const RunReport& report);

/// Puts `text` into a fence of its own. `text` ends with LF.
std::string fenced(const std::string& text);

}  // namespace eardrum::conformance
