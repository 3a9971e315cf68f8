// Writes a run for GitHub: annotations, which are commands in the log, and the summary of the job
// in Markdown.
#pragma once

#include <string>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// A line "::error title=...::..." for each finding that is shown in full. There are at most ten
/// lines, because GitHub shows no more for one step; the last one gives the number of the others.
/// The first line is for baseline entries that are no longer true. Empty if there is nothing to
/// report.
std::string github_annotations(const RunReport& report);

/// The text for $GITHUB_STEP_SUMMARY. All variable text is in code fences that are longer than any
/// sequence of back-ticks inside, so that Markdown does not interpret it. It is shorter than half a
/// MiB; GitHub accepts one MiB.
std::string github_summary(const RunReport& report);

/// `text` in a code fence. `text` must end with LF.
std::string fenced(const std::string& text);

}  // namespace eardrum::conformance
