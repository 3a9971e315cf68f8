// eardrum check-client: judges a client, which a driver calls while the kit plays the server.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "eardrum/conformance/client_stage.hpp"
#include "eardrum/conformance/commands/commands.hpp"
#include "eardrum/conformance/commands/run_options.hpp"

namespace eardrum::embedded {
extern const std::string_view python_module_driver;
}  // namespace eardrum::embedded

namespace eardrum::conformance {
namespace {

struct CheckClientOptions {
  CommonRunOptions common;
  std::vector<std::string> command;
  std::string preset;
  std::string working_directory;
  std::vector<std::string> environment;
  double start_timeout_seconds = 15;
};

/// The words that a replay needs besides selection and command.
std::vector<std::string> replay_options(const CheckClientOptions& options) {
  std::vector<std::string> words;
  if (!options.preset.empty()) words.insert(words.end(), {"--preset", options.preset});
  if (!options.working_directory.empty()) {
    words.insert(words.end(), {"--cwd", options.working_directory});
  }
  for (const auto& variable : options.environment) {
    words.insert(words.end(), {"--env", variable});
  }
  return words;
}

/// Says what is wrong with the combination of options, or nothing.
std::string complaint(const CheckClientOptions& options) {
  if (options.command.empty()) return "give the driver's command after --";
  for (const auto& variable : options.environment) {
    if (variable.find('=') == std::string::npos || variable.front() == '=') {
      return "--env takes NAME=VALUE, not '" + variable + "'";
    }
  }
  if (!options.preset.empty() && options.command.size() != 1) {
    return "--preset python-module takes one file after --";
  }
  return "";
}

DriverSpec driver_spec(const CheckClientOptions& options) {
  DriverSpec spec;
  spec.command = options.command;
  if (!options.preset.empty()) {
    spec.command = {"python3", "-c", std::string(embedded::python_module_driver),
                    options.command.front()};
  }
  spec.working_directory = options.working_directory;
  for (const auto& variable : options.environment) {
    const auto equals = variable.find('=');
    spec.environment.emplace_back(variable.substr(0, equals), variable.substr(equals + 1));
  }
  constexpr double milliseconds_per_second = 1000;
  spec.start_timeout = std::chrono::milliseconds(
      static_cast<long long>(options.start_timeout_seconds * milliseconds_per_second));
  return spec;
}

int check_client(const CheckClientOptions& options) {
  if (const auto wrong = complaint(options); !wrong.empty()) {
    std::cerr << "eardrum check-client: " << wrong << '\n';
    return exit_usage;
  }
  RunSubject subject;
  subject.subcommand = "check-client";
  subject.command = options.command;
  subject.replay_options = replay_options(options);
  subject.confinement = "process group; descendants are found and ended; no core files";
  subject.make_stage = [spec = driver_spec(options)] { return client_stage(spec, Patience{}); };
  auto common = options.common;
  common.sessions.selection.judges_client = true;
  return run_and_report(common, subject);
}

}  // namespace

Command add_check_client(CLI::App& app) {
  auto options = std::make_shared<CheckClientOptions>();
  auto* command = app.add_subcommand(
      "check-client",
      "Judge a client: eardrum check-client [OPTIONS] -- DRIVER, a program that calls the client\n"
      "as the kit asks (see drivers/README.md)");
  const std::string group = "The client";
  command->add_option("DRIVER", options->command, "The driver's command, after --")->group(group);
  command
      ->add_option("--preset", options->preset,
                   "Which driver calls what stands after --: python-module calls the class Client "
                   "of a Python file")
      ->check(CLI::IsMember({"python-module"}))
      ->group(group);
  command->add_option("--cwd", options->working_directory, "Working directory of the driver")
      ->check(CLI::ExistingDirectory)
      ->group(group);
  command->add_option("--env", options->environment, "Environment variable for the driver")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false)
      ->group(group);
  command
      ->add_option("--start-timeout", options->start_timeout_seconds,
                   "Seconds until the driver must be ready")
      ->check(CLI::PositiveNumber)
      ->capture_default_str()
      ->group(group);
  add_common_run_options(*command, options->common);
  return [options] { return check_client(*options); };
}

}  // namespace eardrum::conformance
