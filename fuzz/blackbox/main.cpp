// eardrum-fuzz: fuzzes a server in any language. Reads the command line and runs.
#include <CLI/CLI.hpp>
#include <csignal>
#include <exception>
#include <iostream>

#include "eardrum/conformance/commands/command_line_error.hpp"
#include "eardrum/conformance/commands/commands.hpp"
#include "eardrum/fuzz/blackbox/command_line.hpp"
#include "eardrum/fuzz/blackbox/fuzz_run.hpp"

namespace {

int run(int argc, char** argv) {
  using namespace eardrum::conformance;
  eardrum::fuzz::CommandLine options;
  CLI::App app;
  eardrum::fuzz::describe(app, options);
  app.failure_message(command_line_error);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? exit_as_expected : exit_usage;
  }
  return eardrum::fuzz::fuzz(options);
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "eardrum-fuzz: " << error.what() << '\n';
    return eardrum::conformance::exit_harness;
  }
}
