#include "eardrum/conformance/commands/report_files.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "eardrum/conformance/report/formats/github.hpp"
#include "eardrum/conformance/report/formats/json.hpp"
#include "eardrum/conformance/report/formats/junit.hpp"
#include "eardrum/conformance/report/formats/sarif.hpp"
#include "eardrum/conformance/report/formats/tap.hpp"
#include "eardrum/conformance/report/html/html.hpp"
#include "eardrum/conformance/report/write_file.hpp"

namespace eardrum::conformance {
namespace {

struct Format {
  const char* option;
  std::string ReportFiles::* path;
  std::string (*text)(const RunReport&);
  const char* help;
};

constexpr std::array<Format, 5> formats{{
    {"--json", &ReportFiles::json, json_report, "Write the report as JSON (- for stdout)"},
    {"--junit", &ReportFiles::junit, junit_report, "Write the report as JUnit XML (- for stdout)"},
    {"--html", &ReportFiles::html, html_report, "Write the report as one self-contained HTML page"},
    {"--sarif", &ReportFiles::sarif, sarif_report, "Write the report as SARIF, for code scanning"},
    {"--tap", &ReportFiles::tap, tap_report, "Write the report as TAP 14 (- for stdout)"},
}};

bool write_summary(const RunReport& report) {
  const char* const path = std::getenv("GITHUB_STEP_SUMMARY");
  if (path == nullptr || *path == '\0') return true;
  std::ofstream file(path, std::ios::app | std::ios::binary);
  file << github_summary(report);
  if (file.flush()) return true;
  std::cerr << "eardrum: the file that GITHUB_STEP_SUMMARY names cannot be written\n";
  return false;
}

}  // namespace

void add_report_options(CLI::App& app, ReportFiles& files, const std::string& group) {
  for (const auto& format : formats) {
    app.add_option(format.option, files.*format.path, format.help)->type_name("FILE")->group(group);
  }
  app.add_flag(
         "--github", files.github,
         "In a GitHub workflow: write annotations for the findings and the summary of the job")
      ->group(group);
}

bool writes_files(const ReportFiles& files) {
  return files.github || std::ranges::any_of(formats, [&](const Format& format) {
           return !(files.*format.path).empty();
         });
}

bool takes_stdout(const ReportFiles& files) {
  return std::ranges::any_of(formats,
                             [&](const Format& format) { return files.*format.path == "-"; });
}

std::string complaint(const ReportFiles& files) {
  const auto takers = std::ranges::count_if(
      formats, [&](const Format& format) { return files.*format.path == "-"; });
  if (takers < 2) return "";
  std::string options;
  for (const auto& format : formats) {
    if (files.*format.path == "-")
      options += (options.empty() ? "" : " and ") + std::string(format.option);
  }
  return "only one of " + options + " can go to stdout";
}

bool write_reports(const RunReport& report, const ReportFiles& files) {
  bool all = true;
  for (const auto& format : formats) {
    const auto& path = files.*format.path;
    if (path.empty()) continue;
    const auto written = write_file(path, format.text(report));
    if (!written) std::cerr << "eardrum: " << written.error() << '\n';
    all = all && written.has_value();
  }
  if (!files.github) return all;
  (takes_stdout(files) ? std::cerr : std::cout) << github_annotations(report);
  return write_summary(report) && all;
}

}  // namespace eardrum::conformance
