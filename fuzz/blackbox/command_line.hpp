// The options of eardrum-fuzz, which are also those of its manual page. Within the program only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "eardrum/conformance/commands/baseline_options.hpp"
#include "eardrum/conformance/commands/launch_options.hpp"
#include "eardrum/conformance/commands/report_files.hpp"

namespace eardrum::fuzz {

struct CommandLine {
  conformance::ServerOptions server;
  double max_time_seconds = 60;
  std::optional<std::size_t> sessions;  ///< then the time has no limit
  std::uint64_t seed = 1;
  unsigned jobs = 2;
  bool load = true;
  std::string profile = "base";
  conformance::BaselineOptions baseline;
  std::string folder = "eardrum-findings";
  conformance::ReportFiles reports;
};

/// Adds the name, the description and the options of the program to `app`. The options write into
/// `line`, which must live as long as `app`.
void describe(CLI::App& app, CommandLine& line);

}  // namespace eardrum::fuzz
