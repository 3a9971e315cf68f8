// A run with a case of every verdict, for tests of reports. Made up, but shaped like a real one.
#pragma once

#include <string_view>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// `testee_bytes` stand in every place that a testee controls: answers, dialogue, stdout, stderr.
RunReport sample_report(std::string_view testee_bytes);

/// The same with what a broken server would really say in these places.
RunReport sample_report();

/// The plain one, with a baseline that knows two failures (one flaky) and is wrong in one entry.
RunReport sample_report_with_baseline();

/// Puts `bytes` also into every text that ought to be our own: sentences, titles, the command.
void spoil_own_texts(RunReport& report, std::string_view bytes);

}  // namespace eardrum::conformance
