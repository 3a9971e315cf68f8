// The poisoning law, format by format. Within the law's own library only.
#pragma once

#include <optional>
#include <string>

#include "eardrum/conformance/verdict.hpp"

namespace eardrum::conformance {

/// Each says why the report in that format is broken, by itself or beside the `benign` one, which
/// is the same without a stranger's bytes; or nothing.
std::optional<std::string> judge_html(const RunReport& report, const RunReport& benign);
std::optional<std::string> judge_sarif(const RunReport& report, const RunReport& benign);
std::optional<std::string> judge_tap(const RunReport& report, const RunReport& benign);
std::optional<std::string> judge_github(const RunReport& report);
std::optional<std::string> judge_difference(const RunReport& report, const RunReport& benign);
std::optional<std::string> judge_badge(const RunReport& report, const RunReport& benign);

/// `name` is what the implementation is called, by its file.
std::optional<std::string> judge_comparison(const RunReport& report, const std::string& name);

/// Why `text` is no page that only shows, or nothing.
std::optional<std::string> bad_page(const std::string& text);

}  // namespace eardrum::conformance
