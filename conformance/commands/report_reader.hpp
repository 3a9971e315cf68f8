// Reads JSON reports of earlier runs, for the commands that use them.
#pragma once

#include <optional>
#include <string>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// The report in the file `path`; nothing if it cannot be read. Then a line on stderr begins with
/// `subcommand` and says what is wrong.
std::optional<RunReport> read_report_file(const std::string& subcommand, const std::string& path);

}  // namespace eardrum::conformance
