// A baseline: the expected failures, as a text file with a reason for each entry (BASELINE.md). An
// expected failure does not fail a run. An entry that is no longer true does.
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
  bool flaky = false;    ///< fails sometimes; otherwise it fails each time
  std::string session;   ///< a name, or a glob
  std::string delivery;  ///< a kind of delivery, or a glob
  std::string until;     ///< the last day on which it is valid, "2027-01-31"; empty: no limit
  std::string message;   ///< must occur in the sentence or the received bytes; may be empty
  std::string reason;    ///< never empty after reading

  bool covers(const std::string& session_name, const std::string& delivery_name) const;
};

using Baseline = std::vector<BaselineEntry>;

/// Reads the text of one file. `file` is the name for positions.
std::expected<Baseline, ReadError> read_baseline(std::string_view text, std::string_view file);

/// The text that read_baseline() reads as these entries. An empty reason stays empty;
/// read_baseline() refuses such a file until somebody adds a reason.
std::string baseline_text(const Baseline& entries);

/// One thing that an entry can name.
struct Check {
  std::string session;
  std::string delivery;
};

/// Marks `result` if it is a failure that an entry expects on the day `today` ("2026-11-23").
void mark_known(const Baseline& baseline, std::string_view today, CaseResult& result);

/// What is wrong with the entries. Each sentence begins with the position of its entry. An entry is
/// wrong if it has expired, names nothing in `existing`, names the same as another entry, is too
/// general, or if its cases pass or fail in another way. Cases that the run did not play are no
/// evidence against an entry.
std::vector<std::string> baseline_faults(const Baseline& baseline,
                                         const std::vector<Check>& existing, std::string_view today,
                                         const RunReport& report);

/// The entries that expect all failures of `report`, with the reasons of `old` if it has them, and
/// `reason` otherwise. Flaky entries of `old`, and entries for checks that were not played, are
/// kept. A failure that did not repeat (CaseResult::attempts) becomes a flaky entry.
Baseline baseline_of(const RunReport& report, const Baseline& old, const std::string& reason);

}  // namespace eardrum::conformance
