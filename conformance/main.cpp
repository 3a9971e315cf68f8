// eardrum: judges servers and clients of the put/get metrics protocol. Reads the command line and
// hands over to the subcommand.
#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>
#include <map>
#include <string>

#include "eardrum/conformance/commands/command_line_error.hpp"
#include "eardrum/conformance/commands/commands.hpp"

namespace {

constexpr const char* footer =
    "Exit codes: 0 all as expected, 1 the program under test does not conform, 2 wrong usage,\n"
    "3 the program could not be started or the run is incomplete, 4 no session is selected.\n";

int run(int argc, char** argv) {
  using namespace eardrum::conformance;
  CLI::App app("Judges servers and clients of the put/get metrics protocol.", "eardrum");
  app.set_version_flag("--version", "eardrum " + std::string(kit_version));
  app.require_subcommand(1);
  app.footer(footer);
  app.failure_message(command_line_error);
  const std::map<std::string, Command> commands{
      {"check", add_check(app)},     {"check-client", add_check_client(app)},
      {"replay", add_replay(app)},   {"list", add_list(app)},
      {"explain", add_explain(app)}, {"export-seeds", add_export_seeds(app)},
      {"compare", add_compare(app)}, {"diff", add_diff(app)},
      {"badge", add_badge(app)},     {"manual", add_manual(app)},
  };
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? exit_as_expected : exit_usage;
  }
  const int code = commands.at(app.get_subcommands().front()->get_name())();
  if (std::cout.flush()) return code;
  std::cerr << "eardrum: the output could not be written\n";
  return exit_harness;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a report piped into head must not end the run in the middle
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "eardrum: " << error.what() << '\n';
    return eardrum::conformance::exit_harness;
  }
}
