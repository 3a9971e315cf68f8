// The report for a reader at a terminal: a line that moves while the run goes on, then what went
// wrong, in full and once each, then the sum, the names of what failed, and where to begin.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

struct ConsoleOptions {
  bool colour = false;      ///< whether to use ANSI colours; NO_COLOR is the caller's to respect
  bool progress = false;    ///< whether `out` is a terminal, on which a line can be rewritten
  bool verbose = false;     ///< whole dialogues, every finding in full, N/A cases by name
  std::size_t width = 100;  ///< columns of the terminal
};

class ConsoleReport {
 public:
  /// Writes to `out`, which must outlive the report.
  ConsoleReport(std::ostream& out, const ConsoleOptions& options);

  /// A case was judged, the `done`-th of `total`: says so at once if it must be explained, and
  /// renews the progress line. Not thread-safe.
  void on_case(const CaseResult& result, std::size_t done, std::size_t total);

  /// The whole report; erases the progress line first.
  void finish(const RunReport& report);

 private:
  void erase_progress();

  std::ostream& out_;
  ConsoleOptions options_;
  bool progress_shown_ = false;
  bool told_live_ = false;
  std::size_t not_green_ = 0;
};

/// What finish() writes, without a terminal.
std::string console_text(const RunReport& report, const ConsoleOptions& options);

}  // namespace eardrum::conformance
