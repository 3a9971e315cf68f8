// eardrum check: judges a server, launched from a command or already running.
#include <CLI/CLI.hpp>
#include <charconv>
#include <iostream>
#include <memory>
#include <random>

#include "eardrum/conformance/commands/commands.hpp"
#include "eardrum/conformance/commands/run_options.hpp"
#include "eardrum/conformance/commands/shell_words.hpp"

namespace eardrum::conformance {
namespace {

struct CheckOptions {
  CommonRunOptions common;
  std::vector<std::string> command;
  std::string preset;
  std::string target;
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;
  bool announced = false;
  std::string working_directory;
  std::vector<std::string> environment;
  double start_timeout_seconds = 15;
  double answer_timeout_seconds = 10;
};

// A module of the commonest shape: a function run_server(host, port) that never returns.
constexpr const char* python_module_script =
    "import importlib.util, os, sys; "
    "path = os.path.abspath(sys.argv[1]); sys.path.insert(0, os.path.dirname(path)); "
    "spec = importlib.util.spec_from_file_location('testee', path); "
    "module = importlib.util.module_from_spec(spec); sys.modules['testee'] = module; "
    "spec.loader.exec_module(module); module.run_server(sys.argv[2], int(sys.argv[3]))";

std::chrono::milliseconds milliseconds_of(double seconds) {
  constexpr double milliseconds_per_second = 1000;
  return std::chrono::milliseconds(static_cast<long long>(seconds * milliseconds_per_second));
}

/// "HOST:PORT" or "[::1]:PORT".
std::optional<Address> parse_address(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  auto host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const auto digits = text.substr(colon + 1);
  Address address{std::string(host), 0};
  const auto [stop, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), address.port);
  const bool whole_number = error == std::errc{} && stop == digits.data() + digits.size();
  if (!whole_number || address.port == 0) return std::nullopt;
  return address;
}

/// Letters that no other run uses, for private keys on a store that others share.
std::string random_stamp() {
  constexpr int letters = 8;
  std::random_device device;
  std::uniform_int_distribution<int> letter('a', 'z');
  std::string stamp;
  for (int i = 0; i < letters; ++i) stamp += static_cast<char>(letter(device));
  return stamp;
}

/// The words that a replay needs besides selection and command.
std::vector<std::string> replay_options(const CheckOptions& options) {
  std::vector<std::string> words;
  const auto add = [&](const std::string& name, const std::string& value) {
    words.push_back(name);
    words.push_back(value);
  };
  if (!options.target.empty()) add("--target", options.target);
  if (!options.preset.empty()) add("--preset", options.preset);
  if (options.host != "127.0.0.1") add("--host", options.host);
  if (options.port != 0) add("--port", std::to_string(options.port));
  if (options.announced) words.emplace_back("--announced-port");
  if (!options.working_directory.empty()) add("--cwd", options.working_directory);
  for (const auto& variable : options.environment) add("--env", variable);
  return words;
}

/// Says what is wrong with the combination of options, or nothing.
std::string complaint(const CheckOptions& options) {
  if (options.target.empty() == options.command.empty()) {
    return "give either a command after -- or --target HOST:PORT";
  }
  if (!options.target.empty() && !parse_address(options.target)) {
    return "--target takes HOST:PORT, not '" + options.target + "'";
  }
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

LaunchSpec launch_spec(const CheckOptions& options) {
  LaunchSpec spec;
  spec.command = options.command;
  if (!options.preset.empty()) {
    spec.command = {"python3", "-c",    python_module_script, options.command.front(),
                    "{host}",  "{port}"};
  }
  spec.host = options.host;
  if (options.port != 0) spec.fixed_port = options.port;
  spec.port_announced = options.announced;
  spec.working_directory = options.working_directory;
  for (const auto& variable : options.environment) {
    const auto equals = variable.find('=');
    spec.environment.emplace_back(variable.substr(0, equals), variable.substr(equals + 1));
  }
  spec.start_timeout = milliseconds_of(options.start_timeout_seconds);
  return spec;
}

int check(const CheckOptions& options) {
  if (const auto wrong = complaint(options); !wrong.empty()) {
    std::cerr << "eardrum check: " << wrong << '\n';
    return exit_usage;
  }
  Patience patience;
  patience.answer = milliseconds_of(options.answer_timeout_seconds);
  RunSubject subject;
  subject.subcommand = "check";
  subject.command = options.command;
  subject.replay_options = replay_options(options);
  auto common = options.common;
  subject.key_stamp = random_stamp();
  if (!options.target.empty()) {
    subject.confinement = "none: the server runs already and is not ours";
    const auto address = *parse_address(options.target);
    subject.make_stage = [=] { return server_stage(running_test_bed(address), patience); };
  } else {
    subject.confinement = "process group; descendants are found and ended; no core files";
    const auto spec = launch_spec(options);
    if (spec.fixed_port) common.jobs = 1;  // one port serves one process
    subject.make_stage = [=] { return server_stage(launched_test_bed(spec), patience); };
  }
  return run_and_report(common, subject);
}

}  // namespace

Command add_check(CLI::App& app) {
  auto options = std::make_shared<CheckOptions>();
  auto* command = app.add_subcommand(
      "check",
      "Judge a server: eardrum check [OPTIONS] -- COMMAND, where {host} and {port} in COMMAND are\n"
      "replaced (EARDRUM_HOST and EARDRUM_PORT are set as well)");
  const std::string group = "The server";
  command->add_option("COMMAND", options->command, "The server's command, after --")->group(group);
  command->add_option("--target", options->target, "A server that already runs; never disturbed")
      ->type_name("HOST:PORT")
      ->group(group);
  command
      ->add_option("--preset", options->preset,
                   "How to launch what stands after --: python-module runs run_server(host, "
                   "port) of a Python file")
      ->check(CLI::IsMember({"python-module"}))
      ->group(group);
  command->add_option("--host", options->host, "Address to listen on")
      ->capture_default_str()
      ->group(group);
  command->add_option("--port", options->port, "The port that the server hard-codes")
      ->check(CLI::Range(1, 65535))
      ->group(group);
  command
      ->add_flag("--announced-port", options->announced,
                 "Read 'listening HOST:PORT' from the server's output")
      ->group(group);
  command->add_option("--cwd", options->working_directory, "Working directory of the server")
      ->check(CLI::ExistingDirectory)
      ->group(group);
  command->add_option("--env", options->environment, "Environment variable for the server")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false)
      ->group(group);
  command
      ->add_option("--start-timeout", options->start_timeout_seconds,
                   "Seconds until the server must listen")
      ->check(CLI::PositiveNumber)
      ->capture_default_str()
      ->group(group);
  command
      ->add_option("--answer-timeout", options->answer_timeout_seconds,
                   "Seconds until a busy server must have answered")
      ->check(CLI::PositiveNumber)
      ->capture_default_str()
      ->group(group);
  add_common_run_options(*command, options->common);
  return [options] { return check(*options); };
}

}  // namespace eardrum::conformance
