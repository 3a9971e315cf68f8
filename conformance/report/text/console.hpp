// Writes the report for the console: a progress line during the run, then each finding once, then
// the sums, the failed rules, and what to fix first.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

struct ConsoleOptions {
  bool colour = false;      ///< whether to use ANSI colours; the caller must check NO_COLOR
  bool progress = false;    ///< whether `out` is a terminal, on which a line can be rewritten
  bool verbose = false;     ///< whole dialogues, every finding in full, N/A cases by name
  std::size_t width = 100;  ///< columns of the terminal
};

class ConsoleReport {
 public:
  /// Writes to `out`, which must outlive the report.
  ConsoleReport(std::ostream& out, const ConsoleOptions& options);

  /// Call this after each case; it is number `done` of `total`. Writes a line at once if the case
  /// failed, and updates the progress line. Not thread-safe.
  void on_case(const CaseResult& result, std::size_t done, std::size_t total);

  /// Erases the progress line and writes the complete report.
  void finish(const RunReport& report);

 private:
  void erase_progress();

  std::ostream& out_;
  ConsoleOptions options_;
  bool progress_shown_ = false;
  bool told_live_ = false;
  std::size_t not_green_ = 0;
};

/// The text that finish() writes.
std::string console_text(const RunReport& report, const ConsoleOptions& options);

}  // namespace eardrum::conformance
