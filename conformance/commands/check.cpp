// eardrum check: judges a server, launched from a command or already running.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "eardrum/conformance/commands/commands.hpp"
#include "eardrum/conformance/commands/launch_options.hpp"
#include "eardrum/conformance/commands/load_options.hpp"
#include "eardrum/conformance/commands/random_options.hpp"
#include "eardrum/conformance/commands/run_options.hpp"
#include "eardrum/conformance/commands/selection_options.hpp"
#include "eardrum/conformance/commands/signal_watch.hpp"
#include "eardrum/conformance/load/load_cases.hpp"

namespace eardrum::conformance {
namespace {

struct CheckOptions {
  CommonRunOptions common;
  ServerOptions server;
  RandomOptions random;
  LoadOptions load;
};

int check(const CheckOptions& options) {
  const auto& server = options.server;
  if (const auto wrong = complaint(server); !wrong.empty() && !options.common.dry_run) {
    std::cerr << "eardrum check: " << wrong << '\n';
    return exit_usage;
  }
  RunSubject subject;
  subject.subcommand = "check";
  subject.command = server.program.command;
  subject.replay_options = replay_words(server);
  subject.key_stamp = random_stamp();
  subject.confinement = confinement_text(server);
  subject.make_stage = stages(server, SignalWatch::interrupted);
  auto common = options.common;
  if (const int code = prepare_selection("check", common.sessions); code != 0) return code;
  const bool one_port = server.target.empty() && server.port != 0;
  if (one_port) common.jobs = 1;  // one port serves one process
  const bool load = plays_load(options.load, common, server);
  const bool random = plays_random(options.random, common);
  const auto& selection = common.sessions.selection;
  if (load) subject.more_sessions = select(load::load_sessions(), selection);
  if (random) subject.more_sessions.push_back(random_sessions());
  if (load || random) {
    subject.play_more = [&, load, random](RunReport& report) {
      if (load) play_load(options.load, common, server, report);
      if (random) play_random(options.random, common, server, report);
    };
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
  add_server_options(*command, options->server);
  add_common_run_options(*command, options->common);
  add_random_options(*command, options->random);
  add_load_options(*command, options->load);
  return [options] { return check(*options); };
}

}  // namespace eardrum::conformance
