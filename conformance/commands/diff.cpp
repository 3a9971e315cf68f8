// eardrum diff OLD.json NEW.json: what has become worse, and what better.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "eardrum/conformance/commands/commands.hpp"
#include "eardrum/conformance/commands/report_reader.hpp"
#include "eardrum/conformance/report/text/comparison.hpp"

namespace eardrum::conformance {
namespace {

struct DiffOptions {
  std::string before;
  std::string after;
};

int diff(const DiffOptions& options) {
  const auto before = read_report_file("diff", options.before);
  const auto after = read_report_file("diff", options.after);
  if (!before || !after) return exit_usage;
  std::cout << difference_text(*before, *after);
  if (!after->complete || count(*after, Verdict::harness) > 0) return exit_harness;
  return difference(*before, *after).regressions.empty() ? exit_as_expected : exit_not_conforming;
}

}  // namespace

Command add_diff(CLI::App& app) {
  auto options = std::make_shared<DiffOptions>();
  auto* command = app.add_subcommand(
      "diff", "Show what changed between two reports: eardrum diff OLD.json NEW.json");
  command->footer(
      "Exit codes: 0 no case has become worse, 1 a case fails that did not fail before, or a new "
      "case "
      "fails,\n"
      "2 wrong usage or a file that is not a report, 3 NEW is incomplete or has a HARNESS case.\n");
  command->add_option("OLD", options->before, "The earlier report, in JSON")->required();
  command->add_option("NEW", options->after, "The later report, in JSON")->required();
  return [options] { return diff(*options); };
}

}  // namespace eardrum::conformance
