// The poisoning law, format by format. Within the law's own library only.
#pragma once

#include <optional>
#include <string>

#include "eardrum/conformance/verdict.hpp"

namespace eardrum::conformance {

/// Each says why the report in that format is broken, by itself or beside the `benign` one, which
/// is the same without a stranger's bytes; or nothing.
std::optional<std::string> judge_html(const RunReport& report, const RunReport& benign);

}  // namespace eardrum::conformance
