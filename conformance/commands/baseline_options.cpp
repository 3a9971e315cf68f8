#include "eardrum/conformance/commands/baseline_options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <utility>

#include "eardrum/conformance/commands/launch_options.hpp"
#include "eardrum/conformance/language/read_file.hpp"
#include "eardrum/conformance/report/write_file.hpp"
#include "eardrum/conformance/run/flaky.hpp"

namespace eardrum::conformance {
namespace {

// Three attempts in all: enough to tell flaky from broken mostly, and few enough to wait for.
constexpr unsigned more_attempts = 2;

std::string complaint(const BaselineOptions& options) {
  if (!options.reason.empty() && options.write_path.empty()) {
    return "--because needs --write-baseline";
  }
  if (options.reason.find('\n') != std::string::npos)
    return "the reason of --because must be one line";
  if (options.write_path == "-") return "--write-baseline needs a file, not stdout";
  std::error_code error;
  if (!options.write_path.empty() && options.write_path != options.path &&
      std::filesystem::exists(options.write_path, error)) {
    return options.write_path +
           " exists: give it with --baseline too, so that its reasons are kept";
  }
  return "";
}

std::vector<Check> checks_of(const std::vector<Session>& sessions) {
  RunOptions all;
  std::vector<Check> checks;
  for (const auto& [session, delivery] : plan(sessions, all)) {
    checks.push_back({session->name, std::string(name(delivery))});
  }
  return checks;
}

}  // namespace

void add_baseline_options(CLI::App& app, BaselineOptions& options, const std::string& group) {
  app.add_option(
         "--baseline", options.path,
         "File of expected failures with their reasons (see BASELINE.md); they do not fail the run")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--write-baseline", options.write_path,
                 "Write the failures of this run as a baseline; each failure is played twice "
                 "more to detect flaky ones")
      ->type_name("FILE")
      ->group(group);
  app.add_option(
         "--because", options.reason,
         "Reason for new entries of --write-baseline; without it, you write the reasons later")
      ->type_name("REASON")
      ->group(group);
}

std::expected<ExpectedFailures, std::string> expected_failures(const BaselineOptions& options,
                                                               const std::string& today) {
  if (auto wrong = complaint(options); !wrong.empty()) return std::unexpected(std::move(wrong));
  ExpectedFailures expected{{}, today};
  if (options.path.empty()) return expected;
  const auto text = read_file(options.path);
  if (!text) return std::unexpected(text.error());
  auto entries = read_baseline(*text, options.path);
  if (!entries) return std::unexpected(entries.error().text());
  expected.entries = *std::move(entries);
  return expected;
}

void conclude_baseline(const BaselineOptions& options, const ExpectedFailures& expected,
                       const std::vector<Session>& existing, const std::vector<Session>& sessions,
                       RunOptions run_with, RunReport& report) {
  for (auto& result : report.cases) mark_known(expected.entries, expected.today, result);
  const bool writes = !options.write_path.empty();
  if (report.complete) {
    if (!run_with.key_stamp.empty()) run_with.key_stamp = random_stamp();
    count_attempts(
        report, sessions, std::move(run_with), more_attempts,
        [&](const CaseResult& result) { return result.known ? result.known->flaky : writes; });
  }
  report.baseline_faults =
      baseline_faults(expected.entries, checks_of(existing), expected.today, report);
}

bool write_baseline(const BaselineOptions& options, const ExpectedFailures& expected,
                    const RunReport& report) {
  if (options.write_path.empty()) return true;
  if (!report.complete) {
    std::cerr << "eardrum: " << options.write_path
              << " is not written, because the run was interrupted\n";
    return false;
  }
  const auto entries = baseline_of(report, expected.entries, options.reason);
  const auto written = write_file(options.write_path, baseline_text(entries));
  if (!written) {
    std::cerr << "eardrum: " << written.error() << '\n';
    return false;
  }
  const auto empty = std::ranges::count(entries, std::string(), &BaselineEntry::reason);
  std::cerr << "eardrum: " << options.write_path << " has " << entries.size() << " entries";
  if (empty > 0) std::cerr << "; write the reason after 'because' in " << empty << " of them";
  std::cerr << '\n';
  return true;
}

}  // namespace eardrum::conformance
