// What is known to fail, as a plain text file with a reason for each entry (BASELINE.md). An
// expected failure does not fail a run; an entry that is not true any more does.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/language/session_reader.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// One line of the file.
struct BaselineEntry {
  Place place;
  bool flaky = false;    ///< fails now and then; else it fails each time
  std::string session;   ///< a name, or a glob
  std::string delivery;  ///< a kind of delivery, or a glob
  std::string until;     ///< the last day on which it holds, "2027-01-31"; empty: for ever
  std::string message;   ///< stands in what went wrong; empty: whatever went wrong
  std::string reason;    ///< never empty after reading

  bool covers(const std::string& session_name, const std::string& delivery_name) const;
};

using Baseline = std::vector<BaselineEntry>;

/// Reads the text of one file; `file` is its name in places.
std::expected<Baseline, ReadError> read_baseline(std::string_view text, std::string_view file);

/// The file that read_baseline() reads to these entries. An empty reason is written as it is: such
/// a file is refused until somebody says why.
std::string baseline_text(const Baseline& entries);

/// One thing that an entry can name.
struct Check {
  std::string session;
  std::string delivery;
};

/// Marks `result` if it is a failure that an entry expects on the day `today` ("2026-11-23").
void mark_known(const Baseline& baseline, std::string_view today, CaseResult& result);

/// What is wrong with the entries, a sentence each that begins with its place: expired, naming
/// nothing of `existing`, naming what another names, too wide, passing, or failing otherwise. What
/// the run did not play proves nothing against an entry.
std::vector<std::string> baseline_faults(const Baseline& baseline,
                                         const std::vector<Check>& existing, std::string_view today,
                                         const RunReport& report);

/// The entries that expect all failures of `report`, with the reasons of `old` where it knows them
/// and `reason` elsewhere; and what `old` says of checks that were not played. A failure that did
/// not repeat (CaseResult::attempts) is flaky.
Baseline baseline_of(const RunReport& report, const Baseline& old, const std::string& reason);

}  // namespace eardrum::conformance
