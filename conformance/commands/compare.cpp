// eardrum compare A.json B.json ...: implementations beside each other.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>

#include "eardrum/conformance/commands/commands.hpp"
#include "eardrum/conformance/commands/report_reader.hpp"
#include "eardrum/conformance/report/text/comparison.hpp"
#include "eardrum/conformance/report/write_file.hpp"

namespace eardrum::conformance {
namespace {

struct CompareOptions {
  std::vector<std::string> files;
  std::string html;
  bool all = false;
};

/// What each implementation is called: as its file, or with the folder where files are called
/// alike.
std::string name_of(const std::string& path, const std::vector<std::string>& all) {
  const auto stem = [](const std::string& one) { return std::filesystem::path(one).stem(); };
  const auto alike =
      std::ranges::count_if(all, [&](const auto& one) { return stem(one) == stem(path); });
  return alike == 1 ? stem(path).string() : path;
}

int compare_files(const CompareOptions& options) {
  std::vector<NamedReport> reports;
  for (const auto& path : options.files) {
    auto report = read_report_file("compare", path);
    if (!report) return exit_usage;
    reports.push_back({name_of(path, options.files), *std::move(report)});
  }
  if (options.html != "-") std::cout << comparison_text(reports, options.all);
  if (options.html.empty()) return exit_as_expected;
  const auto written = write_file(options.html, comparison_html(reports));
  if (written) return exit_as_expected;
  std::cerr << "eardrum compare: " << written.error() << '\n';
  return exit_harness;
}

}  // namespace

Command add_compare(CLI::App& app) {
  auto options = std::make_shared<CompareOptions>();
  auto* command = app.add_subcommand(
      "compare",
      "Compare reports in one table: eardrum compare A.json B.json ...\n"
      "The files are reports that eardrum check --json FILE wrote; each column is "
      "named after its file");
  command->footer(
      "Exit codes: 0 compared, 2 wrong usage or a file that is not a report,\n"
      "3 the page could not be written.\n");
  command->add_option("REPORT", options->files, "Reports in JSON, two or more")
      ->required()
      ->expected(2, 100);
  command->add_option("--html", options->html, "Write the table as an HTML page (- for stdout)")
      ->type_name("FILE")
      ->expected(1);
  command->add_flag("--all", options->all, "Also show rules that no report finds broken");
  return [options] { return compare_files(*options); };
}

}  // namespace eardrum::conformance
