#include "eardrum/conformance/commands/load_options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

#include "eardrum/conformance/commands/replay_command.hpp"
#include "eardrum/conformance/commands/signal_watch.hpp"
#include "eardrum/conformance/load/load_cases.hpp"
#include "eardrum/conformance/load/open_points.hpp"
#include "eardrum/conformance/load/thousand_connections.hpp"
#include "eardrum/conformance/resources/leftovers.hpp"
#include "eardrum/conformance/resources/memory.hpp"
#include "eardrum/conformance/resources/outliving_processes.hpp"
#include "eardrum/conformance/run/probes.hpp"
#include "eardrum/conformance/run/session_run.hpp"

namespace eardrum::conformance {
namespace {

std::string replay(const Session& session, const LoadOptions& options,
                   const CommonRunOptions& common, const ServerOptions& server) {
  const auto operations = options.operations.value_or(load::default_operations);
  return replay_check({"--only", session.name, "--load", std::to_string(operations)},
                      *parse_profile(common.profile), server);
}

std::vector<CaseResult> not_started(const StartFailure& failure) {
  std::vector<CaseResult> results;
  for (const auto& session : load::load_sessions()) {
    results.push_back(unplayed(session, DeliveryKind::whole, Verdict::harness, failure.sentence));
  }
  return results;
}

std::vector<CaseResult> play(const LoadOptions& options, const CommonRunOptions& common,
                             const ServerOptions& server, RunReport& report) {
  const auto stage = stages(server)();
  if (const auto started = stage->start_fresh(); !started) return not_started(started.error());
  load::Load load;
  load.patience = patience_for(server);
  load.operations = options.operations.value_or(load::default_operations);
  load.key_suffix = "." + random_stamp();
  load.asks_for_all = stage->can_start() && !keeps_samples(*stage, load.key_suffix + ".before");
  // That question has restarted it, which may have failed.
  if (const auto started = stage->start_fresh(); !started) return not_started(started.error());
  return load::play_load(*stage, load, *parse_profile(common.profile), report.exchanges);
}

CaseResult play_crowd(const Session& session, const CommonRunOptions& common,
                      const ServerOptions& server, RunReport& report) {
  if (!server.target.empty()) {
    return unplayed(session, DeliveryKind::whole, Verdict::not_applicable,
                    "opens a thousand connections, but the kit did not start this server");
  }
  const auto stage = stages(server)();
  auto result = load::play_crowd(*stage, "." + random_stamp(), patience_for(server),
                                 *parse_profile(common.profile), report.exchanges);
  if (auto observation = observed(session, result))
    report.fingerprint.push_back(*std::move(observation));
  return result;
}

using PlayProcessCase = CaseResult (*)(const load::ProcessCase&);

/// A case that starts processes of its own.
struct ChosenProcessCase {
  Session session;
  PlayProcessCase play;
  std::string_view needs;  ///< what it does to a server, which only one of ours is asked for
};

std::vector<ChosenProcessCase> process_cases() {
  constexpr std::string_view looks = "needs the process of the server";
  return {{load::choices_session(), &load::play_choices, "puts load on the server"},
          {load::leftovers_session(), &load::play_leftovers, looks},
          {load::memory_session(), &load::play_memory, looks},
          {load::outliving_session(), &load::play_outliving, looks}};
}

CaseResult play(const ChosenProcessCase& one, const CommonRunOptions& common,
                const ServerOptions& server, RunReport& report) {
  if (!server.target.empty()) {
    return unplayed(one.session, DeliveryKind::whole, Verdict::not_applicable,
                    std::string(one.needs) + ", but the kit did not start it");
  }
  const auto bed = server_test_bed(server);
  const auto patience = patience_for(server);
  return one.play(
      {*bed, "." + random_stamp(), patience, *parse_profile(common.profile), report.exchanges});
}

}  // namespace

std::vector<Session> sessions_under_load() {
  auto sessions = load::load_sessions();
  sessions.push_back(load::crowd_session());
  for (auto& one : process_cases()) sessions.push_back(std::move(one.session));
  return sessions;
}

void add_load_options(CLI::App& app, LoadOptions& options) {
  app.add_option("--load", options.operations,
                 "Number of requests that each of four parallel connections sends (default 150, "
                 "or none with --target; 0: none)")
      ->type_name("N")
      ->group("Parallel load");
}

bool plays_load(const LoadOptions& options, const ServerOptions& server) {
  const std::size_t unasked = server.target.empty() ? load::default_operations : 0;
  return options.operations.value_or(unasked) != 0;
}

void play_load(const LoadOptions& options, const std::vector<Session>& chosen,
               const CommonRunOptions& common, const ServerOptions& server, RunReport& report) {
  const auto begin = std::chrono::steady_clock::now();
  const auto is_chosen = [&](const Session& session) {
    return std::ranges::find(chosen, session.name, &Session::name) != chosen.end();
  };
  std::vector<CaseResult> results;
  if (std::ranges::any_of(load::load_sessions(), is_chosen)) {
    results = play(options, common, server, report);
    load::forget_wrong_answers(report.cases, results);
  }
  if (const auto session = load::crowd_session(); is_chosen(session)) {
    results.push_back(play_crowd(session, common, server, report));
  }
  for (const auto& one : process_cases()) {
    if (is_chosen(one.session)) results.push_back(play(one, common, server, report));
  }
  load::forget_changed_choices(results);
  for (auto& result : results) {
    const auto session = std::ranges::find(chosen, result.session, &Session::name);
    if (session == chosen.end()) continue;
    if (result.finding) result.finding->replay = replay(*session, options, common, server);
    report.cases.push_back(std::move(result));
  }
  report.elapsed += std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - begin);
}

}  // namespace eardrum::conformance
