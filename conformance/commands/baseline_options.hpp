// The options for the failures that a run expects: --baseline reads them, --write-baseline writes
// them.
#pragma once

#include <expected>
#include <functional>
#include <string>
#include <vector>

#include "eardrum/conformance/run/runner.hpp"
#include "eardrum/conformance/selection/baseline.hpp"

namespace CLI {
class App;
}

namespace eardrum::conformance {

struct BaselineOptions {
  std::string path;
  std::string write_path;
  std::string reason;  ///< for new entries of the written file

  bool in_use() const { return !path.empty() || !write_path.empty(); }
};

void add_baseline_options(CLI::App& app, BaselineOptions& options, const std::string& group);

/// The baseline of a run, and the day for which it is read.
struct ExpectedFailures {
  Baseline entries;
  std::string today;  ///< UTC, "2026-11-23"
};

/// Reads the file; empty if there is no file. The error is one sentence for stderr. It also reports
/// options that cannot be combined. `today` is a day in UTC, "2026-11-23".
std::expected<ExpectedFailures, std::string> expected_failures(const BaselineOptions& options,
                                                               const std::string& today);

/// For a baseline in use: marks the expected failures in `report`, plays sessions again that may be
/// flaky, and finds the entries of the file that are not true. `run_with` are the options of the
/// run; repetitions use another key stamp. `existing` are all sessions, played or not.
void conclude_baseline(const BaselineOptions& options, const ExpectedFailures& expected,
                       const std::vector<Session>& existing, const std::vector<Session>& sessions,
                       RunOptions run_with, RunReport& report);

/// Writes the file of --write-baseline. Reports on stderr what was written, or why it could not be
/// written. False if it could not be written.
bool write_baseline(const BaselineOptions& options, const ExpectedFailures& expected,
                    const RunReport& report);

}  // namespace eardrum::conformance
