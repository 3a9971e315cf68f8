// eardrum check-client: judges a client, which a driver calls while the kit plays the server.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "eardrum/conformance/clients/client_stage.hpp"
#include "eardrum/conformance/commands/commands.hpp"
#include "eardrum/conformance/commands/launch_options.hpp"
#include "eardrum/conformance/commands/run_options.hpp"
#include "eardrum/conformance/commands/session_choice.hpp"
#include "eardrum/conformance/commands/signal_watch.hpp"

namespace eardrum::embedded {
extern const std::string_view python_module_driver;
}  // namespace eardrum::embedded

namespace eardrum::conformance {
namespace {

struct CheckClientOptions {
  CommonRunOptions common;
  ProgramOptions driver;
};

/// Says what is wrong with the combination of options, or nothing.
std::string driver_complaint(const ProgramOptions& options) {
  if (options.command.empty()) return "give the command of the driver after --";
  return complaint(options);
}

DriverSpec driver_spec(const ProgramOptions& options) {
  DriverSpec spec;
  spec.command = options.command;
  if (!options.preset.empty()) {
    spec.command = {"python3", "-c", std::string(embedded::python_module_driver),
                    options.command.front()};
  }
  spec.working_directory = options.working_directory;
  spec.environment = environment(options);
  spec.start_timeout = start_timeout(options);
  spec.given_up = SignalWatch::interrupted;
  spec.confinement = confinement(options);
  return spec;
}

int check_client(const CheckClientOptions& options) {
  const auto& driver = options.driver;
  if (const auto wrong = driver_complaint(driver); !wrong.empty() && !options.common.dry_run) {
    std::cerr << "eardrum check-client: " << wrong << '\n';
    return exit_usage;
  }
  RunSubject subject;
  subject.subcommand = "check-client";
  subject.replay_subcommand = subject.subcommand;
  subject.command = driver.command;
  subject.replay_options = replay_words(driver);
  subject.confinement = confinement_in_force(confinement(driver));
  Patience patience;
  patience.given_up = SignalWatch::interrupted;
  subject.make_stage = [spec = driver_spec(driver), patience,
                        known = std::make_shared<ClientKnowledge>()] {
    return client_stage(spec, patience, known);
  };
  auto common = options.common;
  common.sessions.selection.judges_client = true;
  const auto choice = choose_sessions(subject.subcommand, common.sessions);
  return choice ? run_and_report(common, *choice, subject) : choice.error();
}

}  // namespace

Command add_check_client(CLI::App& app) {
  auto options = std::make_shared<CheckClientOptions>();
  auto* command = app.add_subcommand("check-client",
                                     "Judge a client: eardrum check-client [OPTIONS] -- DRIVER. "
                                     "The driver is a program that calls\n"
                                     "the client on behalf of the kit (see drivers/README.md)");
  add_program_options(*command, options->driver,
                      {"The client", "DRIVER", "driver",
                       "Which driver calls the file after --: python-module calls the class Client "
                       "of a Python file",
                       "be ready"});
  add_common_run_options(*command, options->common, 0);
  return [options] { return check_client(*options); };
}

}  // namespace eardrum::conformance
