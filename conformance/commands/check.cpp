// eardrum check: judges a server, launched from a command or already running. eardrum replay: the
// same with the sessions of one file alone.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "eardrum/conformance/commands/commands.hpp"
#include "eardrum/conformance/commands/launch_options.hpp"
#include "eardrum/conformance/commands/load_options.hpp"
#include "eardrum/conformance/commands/random_options.hpp"
#include "eardrum/conformance/commands/run_options.hpp"
#include "eardrum/conformance/commands/session_choice.hpp"
#include "eardrum/conformance/commands/signal_watch.hpp"

namespace eardrum::conformance {
namespace {

struct CheckOptions {
  std::string subcommand = "check";
  CommonRunOptions common;
  ServerOptions server;
  RandomOptions random;
  LoadOptions load;
};

/// Leaves out what the options of load and random sessions do not ask for, or their delivery.
void keep_played(SessionChoice& choice, const CheckOptions& options) {
  const bool load = plays_load(options.load, options.server);
  std::erase_if(choice.stepless, [&](const Session& session) {
    if (!options.common.delivery.empty()) return true;
    return is_random(session) ? !plays_random(options.random) : !load;
  });
}

int check(const CheckOptions& options) {
  const auto& server = options.server;
  if (const auto wrong = complaint(server); !wrong.empty() && !options.common.dry_run) {
    std::cerr << "eardrum " << options.subcommand << ": " << wrong << '\n';
    return exit_usage;
  }
  RunSubject subject;
  subject.subcommand = options.subcommand;
  subject.replay_subcommand = "check";
  subject.command = server.program.command;
  subject.replay_options = replay_words(server);
  subject.key_stamp = random_stamp();
  subject.confinement = confinement_text(server);
  subject.make_stage = stages(server);
  auto common = options.common;
  auto choice = choose_sessions(subject.subcommand, common.sessions);
  if (!choice) return choice.error();
  common.jobs = servers_at_a_time(server, common.jobs);
  keep_played(*choice, options);
  if (!choice->stepless.empty()) {
    subject.play_more = [&](RunReport& report) {
      using Clock = std::chrono::steady_clock;
      using std::chrono::floor, std::chrono::microseconds;
      const auto begin = Clock::now();
      play_load(options.load, choice->stepless, common, server, report);
      const auto middle = Clock::now();
      report.time.load = floor<microseconds>(middle - begin);
      play_random(options.random, choice->stepless, common, server, report);
      report.time.random = floor<microseconds>(Clock::now() - middle);
    };
  }
  return run_and_report(common, *choice, subject);
}

}  // namespace

Command add_check(CLI::App& app) {
  auto options = std::make_shared<CheckOptions>();
  auto* command = app.add_subcommand(
      "check",
      "Judge a server: eardrum check [OPTIONS] -- COMMAND. {host} and {port} in COMMAND are\n"
      "replaced; the variables EARDRUM_HOST and EARDRUM_PORT are set too");
  add_server_options(*command, options->server);
  constexpr unsigned more_while_waiting = 4;
  add_common_run_options(*command, options->common, more_while_waiting);
  add_random_options(*command, options->random);
  add_load_options(*command, options->load);
  return [options] { return check(*options); };
}

Command add_replay(CLI::App& app) {
  auto options = std::make_shared<CheckOptions>();
  options->subcommand = "replay";
  auto* command = app.add_subcommand(
      "replay",
      "Play the session file of a finding again: eardrum replay [OPTIONS] FILE -- COMMAND. Short\n"
      "for eardrum check --sessions FILE --no-builtin");
  const auto file = std::make_shared<std::string>();
  command->add_option("FILE", *file, "The session file")->required()->type_name("");
  options->common.sessions.no_builtin = true;
  options->random.sessions = 0;
  options->load.operations = 0;
  add_server_options(*command, options->server);
  add_judging_options(*command, options->common, 0);
  return [options, file] {
    options->common.sessions.files = {*file};
    return check(*options);
  };
}

}  // namespace eardrum::conformance
