#include "eardrum/conformance/commands/launch_options.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <random>
#include <sstream>

#include "eardrum/conformance/commands/signal_watch.hpp"

namespace eardrum::conformance {
namespace {

// A module of the commonest shape: a function run_server(host, port) that never returns.
constexpr const char* python_module_script =
    "import importlib.util, os, sys; "
    "path = os.path.abspath(sys.argv[1]); sys.path.insert(0, os.path.dirname(path)); "
    "spec = importlib.util.spec_from_file_location('testee', path); "
    "module = importlib.util.module_from_spec(spec); sys.modules['testee'] = module; "
    "spec.loader.exec_module(module); module.run_server(sys.argv[2], int(sys.argv[3]))";

// Who is at work on an answer may use so many times the wait for one that does nothing.
constexpr int work_of_waits = 3;

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

LaunchSpec launch_spec(const ServerOptions& options) {
  const auto& program = options.program;
  LaunchSpec spec;
  spec.command = program.command;
  if (!program.preset.empty()) {
    spec.command = {"python3", "-c",    python_module_script, program.command.front(),
                    "{host}",  "{port}"};
  }
  spec.host = options.host;
  if (options.port != 0) spec.fixed_port = options.port;
  spec.port_announced = options.announced;
  spec.working_directory = program.working_directory;
  spec.environment = environment(program);
  spec.start_timeout = start_timeout(program);
  spec.confinement = confinement(program);
  spec.given_up = SignalWatch::interrupted;
  return spec;
}

void add_confinement_options(CLI::App& app, ProgramOptions& options, const ProgramWords& words) {
  const auto group = words.group + ": confinement";
  app.add_option(
         "--confine", options.confine,
         "How to isolate the program: none; tree: selected environment variables, its own "
         "temporary "
         "folder, limits; namespace: also its own PID and mount namespaces (default where allowed)")
      ->check(CLI::IsMember({"none", "tree", "namespace"}))
      ->group(group);
  app.add_option("--pass-env", options.passed_variables,
                 "Pass this environment variable to the " + words.noun +
                     ", in addition to PATH, HOME, LANG and similar ones (may be repeated)")
      ->type_name("NAME")
      ->allow_extra_args(false)
      ->group(group);
  app.add_option("--file-limit", options.file_limit_mebibytes,
                 "Largest file that the " + words.noun + " may write, in MiB")
      ->check(CLI::PositiveNumber)
      ->capture_default_str()
      ->group(group);
  app.add_flag(
         "--drop-uid", options.drop_uid,
         "Only as root: run the " + words.noun + " as an unprivileged user that owns no files")
      ->group(group);
}

}  // namespace

void add_program_options(CLI::App& app, ProgramOptions& options, const ProgramWords& words) {
  const auto& group = words.group;
  const auto& noun = words.noun;
  app.add_option(words.positional, options.command,
                 "Command that starts the " + noun + ", after --")
      ->group(group);
  app.add_option("--preset", options.preset, words.preset)
      ->check(CLI::IsMember({"python-module"}))
      ->group(group);
  app.add_option("--cwd", options.working_directory, "Working directory of the " + noun)
      ->check(CLI::ExistingDirectory)
      ->group(group);
  app.add_option("--env", options.environment, "Environment variable for the " + noun)
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false)
      ->group(group);
  app.add_option("--start-timeout", options.start_timeout_seconds,
                 "Seconds within which the " + noun + " must " + words.ready)
      ->check(CLI::PositiveNumber)
      ->capture_default_str()
      ->group(group);
  add_confinement_options(app, options, words);
}

std::string complaint(const ProgramOptions& options) {
  if (options.confine == "namespace" && !why_no_namespaces().empty()) {
    return "--confine namespace is not possible here: " + why_no_namespaces();
  }
  if (options.drop_uid && ::geteuid() != 0) return "--drop-uid works only as root";
  for (const auto& variable : options.environment) {
    if (variable.find('=') == std::string::npos || variable.front() == '=') {
      return "--env needs NAME=VALUE, not '" + variable + "'";
    }
  }
  if (!options.preset.empty() && options.command.size() != 1) {
    return "--preset python-module needs exactly one file after --";
  }
  return "";
}

std::vector<std::string> replay_words(const ProgramOptions& options) {
  std::vector<std::string> words;
  if (!options.preset.empty()) words.insert(words.end(), {"--preset", options.preset});
  if (!options.working_directory.empty()) {
    words.insert(words.end(), {"--cwd", options.working_directory});
  }
  for (const auto& variable : options.environment) {
    words.insert(words.end(), {"--env", variable});
  }
  if (!options.confine.empty()) words.insert(words.end(), {"--confine", options.confine});
  for (const auto& variable : options.passed_variables) {
    words.insert(words.end(), {"--pass-env", variable});
  }
  if (options.file_limit_mebibytes != ProgramOptions{}.file_limit_mebibytes) {
    words.insert(words.end(), {"--file-limit", std::to_string(options.file_limit_mebibytes)});
  }
  if (options.drop_uid) words.emplace_back("--drop-uid");
  return words;
}

std::vector<std::pair<std::string, std::string>> environment(const ProgramOptions& options) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto& variable : options.environment) {
    const auto equals = variable.find('=');
    pairs.emplace_back(variable.substr(0, equals), variable.substr(equals + 1));
  }
  return pairs;
}

std::chrono::milliseconds start_timeout(const ProgramOptions& options) {
  return milliseconds_of(options.start_timeout_seconds);
}

Confinement confinement(const ProgramOptions& options) {
  Confinement out;
  if (options.confine == "none") out.level = Confinement::Level::none;
  if (options.confine == "tree") out.level = Confinement::Level::tree;
  out.passed_variables = options.passed_variables;
  out.file_bytes_max = std::uint64_t{options.file_limit_mebibytes} << 20;
  out.drop_uid = options.drop_uid;
  return out;
}

void add_server_options(CLI::App& app, ServerOptions& options) {
  const std::string group = "The server";
  add_program_options(
      app, options.program,
      {group, "COMMAND", "server",
       "How to start the file after --: python-module calls run_server(host, port) of a "
       "Python file",
       "listen"});
  app.add_option(
         "--target", options.target,
         "Judge a server that already runs; its data and its other clients are not disturbed")
      ->type_name("HOST:PORT")
      ->group(group);
  app.add_option("--host", options.host, "Address to listen on")
      ->capture_default_str()
      ->group(group);
  app.add_option("--port", options.port, "Port, if the server always listens on the same one")
      ->check(CLI::Range(1, 65535))
      ->group(group);
  app.add_flag("--announced-port", options.announced,
               "Read the port from the line 'listening HOST:PORT' that the server prints")
      ->group(group);
  app.add_option(
         "--answer-timeout", options.answer_timeout_seconds,
         "Seconds to wait for an answer; by default 10, and 2 if the server is seen to be idle")
      ->check(CLI::PositiveNumber)
      ->capture_default_str()
      ->group(group);
}

std::string complaint(const ServerOptions& options) {
  if (options.target.empty() == options.program.command.empty()) {
    return "give either a command after -- or --target HOST:PORT";
  }
  if (!options.target.empty() && !parse_address(options.target)) {
    return "--target needs HOST:PORT, not '" + options.target + "'";
  }
  return complaint(options.program);
}

std::vector<std::string> replay_words(const ServerOptions& options) {
  std::vector<std::string> words;
  const auto add = [&](const std::string& name, const std::string& value) {
    words.push_back(name);
    words.push_back(value);
  };
  if (!options.target.empty()) add("--target", options.target);
  if (options.host != "127.0.0.1") add("--host", options.host);
  if (options.port != 0) add("--port", std::to_string(options.port));
  if (options.announced) words.emplace_back("--announced-port");
  if (options.answer_timeout_seconds != ServerOptions{}.answer_timeout_seconds) {
    add("--answer-timeout", (std::ostringstream() << options.answer_timeout_seconds).str());
  }
  const auto program = replay_words(options.program);
  words.insert(words.end(), program.begin(), program.end());
  return words;
}

Patience patience_for(const ServerOptions& options) {
  Patience patience;
  patience.given_up = SignalWatch::interrupted;
  patience.answer = milliseconds_of(options.answer_timeout_seconds);
  patience.work = work_of_waits * patience.answer;
  if (options.answer_timeout_seconds != ServerOptions{}.answer_timeout_seconds) {
    patience.asleep_answer = patience.answer;  // it was asked for
  }
  return patience;
}

std::function<std::unique_ptr<Stage>()> stages(const ServerOptions& options) {
  const auto patience = patience_for(options);
  if (!options.target.empty()) {
    return [address = *parse_address(options.target), patience] {
      return server_stage(running_test_bed(address), patience);
    };
  }
  return [spec = launch_spec(options), patience] {
    return server_stage(launched_test_bed(spec), patience);
  };
}

std::unique_ptr<TestBed> server_test_bed(const ServerOptions& options) {
  return launched_test_bed(launch_spec(options));
}

std::string confinement_text(const ServerOptions& options) {
  if (!options.target.empty()) return "none: the kit did not start this server";
  return confinement_in_force(confinement(options.program));
}

unsigned servers_at_a_time(const ServerOptions& options, unsigned jobs) {
  const bool fixed_port = options.target.empty() && options.port != 0;
  return fixed_port ? 1 : jobs;
}

std::string random_stamp() {
  constexpr int letters = 8;
  std::random_device device;
  std::uniform_int_distribution<int> letter('a', 'z');
  std::string stamp;
  for (int i = 0; i < letters; ++i) stamp += static_cast<char>(letter(device));
  return stamp;
}

}  // namespace eardrum::conformance
