// An artificial but realistic report with a case of every verdict, for tests of reports.
#pragma once

#include <string_view>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// A report with `testee_bytes` in every place that a testee controls: answers, dialogue, stdout,
/// stderr.
RunReport sample_report(std::string_view testee_bytes);

/// The same with the typical bytes of a faulty server in these places.
RunReport sample_report();

/// sample_report() with a baseline that expects two failures (one flaky) and has one wrong entry.
RunReport sample_report_with_baseline();

/// Adds `bytes` to every text of the kit too: sentences, titles, the command.
void spoil_own_texts(RunReport& report, std::string_view bytes);

}  // namespace eardrum::conformance
