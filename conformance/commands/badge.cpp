// eardrum badge REPORT.json: the verdict as a small picture.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "eardrum/conformance/commands/commands.hpp"
#include "eardrum/conformance/commands/report_reader.hpp"
#include "eardrum/conformance/report/text/comparison.hpp"
#include "eardrum/conformance/report/write_file.hpp"

namespace eardrum::conformance {
namespace {

struct BadgeOptions {
  std::string report;
  std::string output = "-";
};

int write_badge(const BadgeOptions& options) {
  const auto report = read_report_file("badge", options.report);
  if (!report) return exit_usage;
  const auto written = write_file(options.output, badge(*report));
  if (written) return exit_as_expected;
  std::cerr << "eardrum badge: " << written.error() << '\n';
  return exit_harness;
}

}  // namespace

Command add_badge(CLI::App& app) {
  auto options = std::make_shared<BadgeOptions>();
  auto* command = app.add_subcommand(
      "badge",
      "Draw the verdict of a report as an SVG badge: eardrum badge REPORT.json --out badge.svg");
  command->footer(
      "Exit codes: 0 drawn (for any verdict), 2 wrong usage or a file that is not a report,\n"
      "3 the picture could not be written.\n");
  command->add_option("REPORT", options->report, "A report in JSON")->required();
  command->add_option("--out", options->output, "Output file (- for stdout)")
      ->type_name("FILE")
      ->capture_default_str();
  return [options] { return write_badge(*options); };
}

}  // namespace eardrum::conformance
