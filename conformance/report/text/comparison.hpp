// Reports beside each other: several implementations, or one before and after.
#pragma once

#include <string>
#include <vector>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

struct NamedReport {
  std::string name;  ///< of the implementation; from a file's name, so not ours
  RunReport report;
};

/// What several cases under one rule come to.
struct Sum {
  std::size_t played = 0;
  std::size_t gravest_count = 0;
  Verdict gravest = Verdict::not_applicable;

  void add(Verdict verdict);

  /// "FAIL 2 of 12", "PASS 12", or "" if nothing was counted.
  std::string text() const;
};

/// A line of the matrix: a rule or an open point, and what each report says of it, in their order.
struct ComparisonRow {
  std::string name;   ///< "REQ-FRM-5"
  std::string title;  ///< the rule, or the question
  std::vector<Sum> sums;
  std::vector<std::string> choices;  ///< for open points, instead of sums
};

struct Comparison {
  std::vector<ComparisonRow> rules;        ///< all that any report plays
  std::vector<ComparisonRow> open_points;  ///< those of which not all reports say the same
};

Comparison compare(const std::vector<NamedReport>& reports);

/// The matrix for a terminal: implementations have a letter each. `verbose`: also the rules that
/// are green everywhere.
std::string comparison_text(const std::vector<NamedReport>& reports, bool verbose);

/// The same as a page that needs nothing else.
std::string comparison_html(const std::vector<NamedReport>& reports);

/// What changed from one report to the next, case by case.
struct Difference {
  struct Change {
    const CaseResult* before = nullptr;  ///< null for a case that is new
    const CaseResult* after = nullptr;   ///< null for a case that is gone
  };
  std::vector<Change> regressions;     ///< fail now, and did not, or were not played
  std::vector<Change> repairs;         ///< failed, and are green now
  std::vector<Change> no_longer_told;  ///< were played, and are neither green nor red any more
  std::vector<Change> others;          ///< another verdict, neither better nor worse
};

/// Pointers live as long as the reports.
Difference difference(const RunReport& before, const RunReport& after);

/// A line for each change, and the sum.
std::string difference_text(const RunReport& before, const RunReport& after);

/// "eardrum | conforms (base)" as SVG: words of ours only.
std::string badge(const RunReport& report);

}  // namespace eardrum::conformance
