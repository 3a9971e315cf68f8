// The options for finding and starting the program under test. They are shared by all commands that
// judge a program: a server (check, eardrum-fuzz) or the driver of a client (check-client).
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

/// The options that server and driver share.
struct ProgramOptions {
  std::vector<std::string> command;  ///< after --
  std::string preset;
  std::string working_directory;
  std::vector<std::string> environment;  ///< NAME=VALUE each
  double start_timeout_seconds = 15;
  std::string confine;  ///< none, tree or namespace; empty: namespace if the machine allows it
  std::vector<std::string> passed_variables;
  std::uint32_t file_limit_mebibytes = 4096;
  bool drop_uid = false;
};

/// The words that the help uses for the program.
struct ProgramWords {
  std::string group;       ///< "The server"
  std::string positional;  ///< "COMMAND"
  std::string noun;        ///< "server"
  std::string preset;      ///< what --preset python-module does
  std::string ready;       ///< what it must do before --start-timeout has passed: "listen"
};

void add_program_options(CLI::App& app, ProgramOptions& options, const ProgramWords& words);

/// What is wrong with the options; empty if nothing is wrong.
std::string complaint(const ProgramOptions& options);

/// The options that a replay command needs, besides the selection and the command of the program.
std::vector<std::string> replay_words(const ProgramOptions& options);

/// The variables "NAME=VALUE" as pairs. Precondition: complaint() is empty, so each has an "=".
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

/// How long a command waits for the server, in all parts of a run: sessions, random sessions, load
/// and resources. An interrupt of the command ends each of these waits.
Patience patience_for(const ServerOptions& options);

/// A function that makes a stage for each worker, with patience_for(options). Precondition:
/// complaint() is empty.
std::function<std::unique_ptr<Stage>()> stages(const ServerOptions& options);

/// A test bed that launches the server of the options. Precondition: the options do not name a
/// running server.
std::unique_ptr<TestBed> server_test_bed(const ServerOptions& options);

/// The confinement of the server, for the head of the report.
std::string confinement_text(const ServerOptions& options);

/// How many servers can run in parallel if `jobs` are asked for: a fixed port serves one process.
unsigned servers_at_a_time(const ServerOptions& options, unsigned jobs);

/// Letters that no other run uses, for private keys in a store that other clients use too.
std::string random_stamp();

}  // namespace eardrum::conformance
