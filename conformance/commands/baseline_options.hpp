// What a run expects to fail: --baseline reads it, --write-baseline writes it.
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
  std::string reason;  ///< for new entries of the written one

  bool in_use() const { return !path.empty() || !write_path.empty(); }
};

void add_baseline_options(CLI::App& app, BaselineOptions& options, const std::string& group);

/// What a run needs to know of its baseline.
struct ExpectedFailures {
  Baseline entries;
  std::string today;  ///< UTC, "2026-11-23"
};

/// Reads the file; none is empty. The error is one sentence for stderr, also for options that do
/// not go together. `today`: UTC, "2026-11-23".
std::expected<ExpectedFailures, std::string> expected_failures(const BaselineOptions& options,
                                                               const std::string& today);

/// For a baseline in use: marks what was expected, plays again what may be flaky (the sessions of
/// `run_with`, and its options with a key stamp of their own), and finds what is not true in the
/// file. `existing`: all sessions that there are, played or not.
void conclude_baseline(const BaselineOptions& options, const ExpectedFailures& expected,
                       const std::vector<Session>& existing, const std::vector<Session>& sessions,
                       RunOptions run_with, RunReport& report);

/// Writes the file that is asked for. Says on stderr what was written or why it was not; false if
/// it could not be.
bool write_baseline(const BaselineOptions& options, const ExpectedFailures& expected,
                    const RunReport& report);

}  // namespace eardrum::conformance
