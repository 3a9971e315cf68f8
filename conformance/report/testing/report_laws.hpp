// The parts of the poisoning law, one for each report format. Used only inside the library of the
// law.
#pragma once

#include <optional>
#include <string>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// A report with `bytes` in every place that a testee controls, and in a message about a baseline
/// entry.
RunReport law_sample(const std::string& bytes);

/// The same report with harmless bytes. It is made only once, because the law uses it often.
const RunReport& benign_report();

/// Each function says why the report in its format is wrong, alone or compared with the benign
/// report; nothing if it is correct.
std::optional<std::string> judge_json(const RunReport& report);
std::optional<std::string> judge_junit(const RunReport& report);
std::optional<std::string> judge_html(const RunReport& report);
std::optional<std::string> judge_sarif(const RunReport& report);
std::optional<std::string> judge_tap(const RunReport& report);
std::optional<std::string> judge_github(const RunReport& report);
std::optional<std::string> judge_difference(const RunReport& report);
std::optional<std::string> judge_badge(const RunReport& report);
std::optional<std::string> judge_console(const RunReport& report, bool verbose, bool terminal);

/// `name` is the name of the implementation, from the name of its file.
std::optional<std::string> judge_comparison(const RunReport& report, const std::string& name);
std::optional<std::string> judge_comparison_page(const RunReport& report, const std::string& name);

/// Why `text` is not a passive page, which only shows its contents; nothing if it is.
std::optional<std::string> bad_page(const std::string& text);

}  // namespace eardrum::conformance
