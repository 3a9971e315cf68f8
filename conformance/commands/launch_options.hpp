// The options that say how the program under test is found and started, shared by everything that
// judges one: a server (check, eardrum-fuzz) or a client's driver (check-client).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "eardrum/conformance/play/stage.hpp"
#include "eardrum/conformance/process/launcher.hpp"

namespace CLI {
class App;
}

namespace eardrum::conformance {

/// A program that we start: what server and driver have in common.
struct ProgramOptions {
  std::vector<std::string> command;  ///< after --
  std::string preset;
  std::string working_directory;
  std::vector<std::string> environment;  ///< NAME=VALUE each
  double start_timeout_seconds = 15;
  std::string confine;  ///< none, tree or namespace; empty: namespace where that is allowed
  std::vector<std::string> passed_variables;
  std::uint32_t file_limit_mebibytes = 4096;
  bool drop_uid = false;
};

/// How the help speaks of the program.
struct ProgramWords {
  std::string group;       ///< "The server"
  std::string positional;  ///< "COMMAND"
  std::string noun;        ///< "server"
  std::string preset;      ///< what --preset python-module does
  std::string ready;       ///< what it must do before --start-timeout has passed: "listen"
};

void add_program_options(CLI::App& app, ProgramOptions& options, const ProgramWords& words);

/// Says what is wrong with the options, or nothing.
std::string complaint(const ProgramOptions& options);

/// The words that a replay needs besides selection and command.
std::vector<std::string> replay_words(const ProgramOptions& options);

/// "NAME=VALUE" as pairs; complaint() has seen that each has its "=".
std::vector<std::pair<std::string, std::string>> environment(const ProgramOptions& options);

std::chrono::milliseconds start_timeout(const ProgramOptions& options);

Confinement confinement(const ProgramOptions& options);

/// A server, launched from a command or already running.
struct ServerOptions {
  ProgramOptions program;
  std::string target;
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0: chosen for each start
  bool announced = false;
  double answer_timeout_seconds = 10;
};

void add_server_options(CLI::App& app, ServerOptions& options);
std::string complaint(const ServerOptions& options);
std::vector<std::string> replay_words(const ServerOptions& options);

/// How long a command waits for the server, in all that it plays: sessions, random sessions, load
/// and what is looked at afterwards. An interrupt of the command ends each of these waits.
Patience patience_for(const ServerOptions& options);

/// Makes a stage for each worker, with that patience. The options must be without complaint.
std::function<std::unique_ptr<Stage>()> stages(const ServerOptions& options);

/// Launches the server of the options, which must not be a running one.
std::unique_ptr<TestBed> server_test_bed(const ServerOptions& options);

/// What holds the server, for the report's head.
std::string confinement_text(const ServerOptions& options);

/// Letters that no other run uses, for private keys on a store that others share.
std::string random_stamp();

}  // namespace eardrum::conformance
