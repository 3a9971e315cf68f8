#include "eardrum/fuzz/blackbox/command_line.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <thread>

namespace eardrum::fuzz {
namespace {

constexpr const char* footer =
    "Findings are session files, one for each verdict and rule, each with the command that shows "
    "it\n"
    "again. Exit codes: 0 nothing found, 1 findings, 2 wrong usage, 3 the server could not be\n"
    "started or the run was interrupted.\n";

}  // namespace

void describe(CLI::App& app, CommandLine& line) {
  app.name("eardrum-fuzz");
  app.description(
      "Explores a server of the put/get metrics protocol: eardrum-fuzz [OPTIONS] -- COMMAND, "
      "where\n"
      "{host} and {port} in COMMAND are replaced");
  app.footer(footer);
  conformance::add_server_options(app, line.server);
  const std::string group = "How to explore";
  app.add_option("--seconds", line.seconds, "How long")
      ->check(CLI::PositiveNumber)
      ->capture_default_str()
      ->group(group);
  app.add_option("--sessions", line.sessions, "How many sessions, however long they take")
      ->group(group);
  app.add_option("--seed", line.seed, "Which ones")->capture_default_str()->group(group);
  app.add_option("--out", line.folder, "Folder for the findings")
      ->type_name("DIR")
      ->capture_default_str()
      ->group(group);
  line.jobs = std::max(1U, std::thread::hardware_concurrency());
  app.add_option("--jobs", line.jobs, "Servers at a time")
      ->check(CLI::Range(1, 64))
      ->default_str("processors")
      ->group(group);
}

}  // namespace eardrum::fuzz
