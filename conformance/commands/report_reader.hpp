// Reports that earlier runs wrote, for the commands that read them.
#pragma once

#include <optional>
#include <string>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// The report in the file `path`; says on stderr what is wrong, after the name of `subcommand`.
std::optional<RunReport> read_report_file(const std::string& subcommand, const std::string& path);

}  // namespace eardrum::conformance
