// Compares reports: of several implementations, or of one implementation before and after a change.
// Also draws the badge of a report.
#pragma once

#include <string>
#include <vector>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

struct NamedReport {
  std::string name;  ///< of the implementation; from the name of a file, so escape it
  RunReport report;
};

/// The combined verdict of several cases of one rule.
struct Sum {
  std::size_t played = 0;
  std::size_t gravest_count = 0;
  Verdict gravest = Verdict::not_applicable;

  void add(Verdict verdict);

  /// "FAIL 2 of 12", "PASS 12", or "" if nothing was counted.
  std::string text() const;
};

/// A line of the matrix: a rule or an open point, with the result in each report, in their order.
struct ComparisonRow {
  std::string name;   ///< "REQ-FRM-5"
  std::string title;  ///< the rule, or the question
  std::vector<Sum> sums;
  std::vector<std::string> choices;  ///< for open points, instead of sums
};

struct Comparison {
  std::vector<ComparisonRow> rules;        ///< all rules that are played in any report
  std::vector<ComparisonRow> open_points;  ///< those in which the reports differ
};

Comparison compare(const std::vector<NamedReport>& reports);

/// The matrix for a terminal. Each implementation has a letter. `verbose` also shows rules that are
/// green in all reports.
std::string comparison_text(const std::vector<NamedReport>& reports, bool verbose);

/// The same as a self-contained HTML page.
std::string comparison_html(const std::vector<NamedReport>& reports);

/// The changes of verdicts between two reports.
struct Difference {
  struct Change {
    const CaseResult* before = nullptr;  ///< null for a new case
    const CaseResult* after = nullptr;   ///< null for a case that no longer exists
  };
  std::vector<Change> regressions;     ///< fail now, and did not fail before or were not played
  std::vector<Change> repairs;         ///< failed before, and are green now
  std::vector<Change> no_longer_told;  ///< were judged before, and are not judged now
  std::vector<Change> others;          ///< another verdict that is neither better nor worse
};

/// The pointers are valid as long as the reports.
Difference difference(const RunReport& before, const RunReport& after);

/// A line for each change, and a summary.
std::string difference_text(const RunReport& before, const RunReport& after);

/// "eardrum | conforms (base)" as SVG. It contains no bytes of a testee or user.
std::string badge(const RunReport& report);

}  // namespace eardrum::conformance
