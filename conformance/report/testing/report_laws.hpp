// The poisoning law, format by format. Within the law's own library only.
#pragma once

#include <optional>
#include <string>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// `bytes` in every place of a testee, and in a complaint about a baseline's entry.
RunReport law_sample(const std::string& bytes);

/// The same without a stranger's bytes. What is made of it is made once: the law asks often.
const RunReport& benign_report();

/// Each says why the report in that format is broken, by itself or beside the benign one; or
/// nothing.
std::optional<std::string> judge_json(const RunReport& report);
std::optional<std::string> judge_junit(const RunReport& report);
std::optional<std::string> judge_html(const RunReport& report);
std::optional<std::string> judge_sarif(const RunReport& report);
std::optional<std::string> judge_tap(const RunReport& report);
std::optional<std::string> judge_github(const RunReport& report);
std::optional<std::string> judge_difference(const RunReport& report);
std::optional<std::string> judge_badge(const RunReport& report);
std::optional<std::string> judge_console(const RunReport& report, bool verbose, bool terminal);

/// `name` is what the implementation is called, by its file.
std::optional<std::string> judge_comparison(const RunReport& report, const std::string& name);
std::optional<std::string> judge_comparison_page(const RunReport& report, const std::string& name);

/// Why `text` is no page that only shows, or nothing.
std::optional<std::string> bad_page(const std::string& text);

}  // namespace eardrum::conformance
