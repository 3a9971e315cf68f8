#include "eardrum/fuzz/blackbox/command_line.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <thread>

namespace eardrum::fuzz {
namespace {

constexpr const char* footer =
    "Each finding is a session file; 'eardrum replay FILE -- COMMAND' plays it again. Exit codes:\n"
    "0 no finding, 1 findings, 2 wrong usage, 3 the server could not be started, or the run ended\n"
    "before its time.\n";

}  // namespace

void describe(CLI::App& app, CommandLine& line) {
  app.name("eardrum-fuzz");
  app.description(
      "Fuzz a server of the put/get metrics protocol: eardrum-fuzz [OPTIONS] -- COMMAND. {host} "
      "and\n"
      "{port} in COMMAND are replaced; the variables EARDRUM_HOST and EARDRUM_PORT are set too");
  app.footer(footer);
  conformance::add_server_options(app, line.server);
  const std::string group = "How to fuzz";
  app.add_option("--max-time,--seconds", line.max_time_seconds,
                 "How long: seconds, or with a unit, 10m or 2h")
      ->transform(
          CLI::AsNumberWithUnit(std::map<std::string, double>{{"s", 1}, {"m", 60}, {"h", 3600}},
                                CLI::AsNumberWithUnit::CASE_SENSITIVE)
              .description(""))
      ->check([](const std::string& seconds) {
        return std::stod(seconds) > 0 ? std::string() : "the time must be greater than 0";
      })
      ->default_str("60")
      ->type_name("TIME")
      ->group(group);
  app.add_option(
         "--sessions", line.sessions,
         "Number of sessions to play, however long that takes; the same seed plays the same "
         "sessions")
      ->check(CLI::PositiveNumber)
      ->type_name("N")
      ->group(group);
  app.add_option("--seed", line.seed, "Seed of the random sessions")
      ->capture_default_str()
      ->group(group);
  line.jobs = std::max(1U, std::thread::hardware_concurrency());
  app.add_option("--jobs", line.jobs, "Number of servers to fuzz in parallel")
      ->check(CLI::Range(1, 64))
      ->default_str("processors")
      ->group(group);
  app.add_flag("!--no-load", line.load, "Do not put the server under parallel load")->group(group);
  app.add_option(
         "--profile", line.profile,
         "base: only what the text of the protocol demands; strict: also the rules that this kit "
         "recommends; course: the task of the course")
      ->check(CLI::IsMember({"base", "strict", "course"}))
      ->capture_default_str()
      ->group(group);
  const std::string reports = "What to expect and report";
  conformance::add_baseline_options(app, line.baseline, reports);
  app.add_option("--out", line.folder, "Folder for the session files of the findings")
      ->type_name("DIR")
      ->capture_default_str()
      ->group(reports);
  conformance::add_report_options(app, line.reports, reports);
}

}  // namespace eardrum::fuzz
