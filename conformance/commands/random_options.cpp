#include "eardrum/conformance/commands/random_options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "eardrum/conformance/commands/replay_command.hpp"
#include "eardrum/conformance/commands/signal_watch.hpp"
#include "eardrum/conformance/report/write_file.hpp"
#include "eardrum/conformance/run/session_run.hpp"

namespace eardrum::conformance {
namespace {

// Slow servers are not made to wait for all of the default number.
constexpr std::chrono::milliseconds default_time{4'000};

// A server that belongs to somebody keeps what the sessions put: the protocol has no delete.
constexpr std::size_t target_sessions = 40;

constexpr const char* random_name = "random.sessions";

std::size_t wanted(const RandomOptions& options, const ServerOptions& server) {
  return options.sessions.value_or(server.target.empty() ? random::default_sessions
                                                         : target_sessions);
}

std::set<std::string> broken_rules(const RunReport& report) {
  std::set<std::string> rules;
  for (const auto& result : report.cases) {
    if (result.finding && result.verdict != Verdict::harness) {
      rules.insert(result.finding->requirement);
    }
  }
  return rules;
}

random::Exploration exploration(const RandomOptions& options, const CommonRunOptions& common,
                                const ServerOptions& server, const RunReport& report) {
  random::Exploration exploration;
  exploration.sessions = wanted(options, server);
  exploration.seed = options.seed;
  exploration.profile = *parse_profile(common.profile);
  exploration.jobs = servers_at_a_time(server, common.jobs);
  exploration.key_stamp = random_stamp();
  if (!options.sessions) exploration.explore_for = default_time;
  exploration.known_rules = broken_rules(report);
  exploration.make_stage = stages(server);
  exploration.interrupted = SignalWatch::interrupted;
  return exploration;
}

/// The command that plays the session of a finding, which is written first.
std::string keep(const random::Found& found, const RandomOptions& options,
                 const CommonRunOptions& common, const ServerOptions& server) {
  const auto kept = keep_session(found, options.findings_folder);
  if (!kept) std::cerr << "eardrum check: " << kept.error() << '\n';
  return replay_check({"--sessions", session_path(found, options.findings_folder), "--no-builtin",
                       "--delivery", found.dialogue.delivery.text()},
                      *parse_profile(common.profile), server);
}

std::string count_of(const random::Explored& explored, std::size_t sessions) {
  if (explored.ended_early.empty()) return std::to_string(explored.played) + " random sessions";
  return std::to_string(explored.played) + " of " + std::to_string(sessions) +
         " random sessions (" + explored.ended_early + ")";
}

/// The case that stands for all sessions of which nothing else is told.
CaseResult summary(const random::Explored& explored, const RandomOptions& options,
                   std::size_t sessions) {
  auto result = unplayed(random_sessions(), DeliveryKind::whole, Verdict::pass, "");
  result.title = count_of(explored, sessions) + " of seed " + std::to_string(options.seed) +
                 ": the model allows every answer";
  if (!explored.start_failure.empty()) {
    result.verdict = Verdict::harness;
    result.reason = explored.start_failure;
  } else if (explored.played == 0) {
    result.verdict = Verdict::untested;
    result.reason = "no random session was played: " + explored.ended_early;
  } else if (explored.known > 0) {
    result.verdict = Verdict::untested;
    result.reason = std::to_string(explored.known) + " of " + std::to_string(explored.played) +
                    " random sessions break rules that other sessions already show broken; this "
                    "may hide other faults";
  }
  return result;
}

}  // namespace

void add_random_options(CLI::App& app, RandomOptions& options) {
  const std::string group = "Random sessions";
  app.add_option(
         "--random", options.sessions,
         "Number of random sessions (default: up to 200, as many as a few seconds allow; 0: none)")
      ->type_name("N")
      ->group(group);
  app.add_option("--seed", options.seed, "Seed: the same seed plays the same sessions")
      ->capture_default_str()
      ->group(group);
  app.add_option("--findings", options.findings_folder,
                 "Folder for the session files of the findings")
      ->type_name("DIR")
      ->capture_default_str()
      ->group(group);
}

Session random_sessions() {
  return stepless_session(random_name, "REQ-GET-5",
                          "random sessions: the model allows every answer");
}

std::string session_path(const random::Found& found, const std::string& folder) {
  return (std::filesystem::path(folder) / found.file).string();
}

std::expected<void, std::string> keep_session(const random::Found& found,
                                              const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);  // if it fails, writing says why
  return write_file(session_path(found, folder), found.text);
}

bool is_random(const Session& session) {
  return session.name == random_name;
}

bool plays_random(const RandomOptions& options) {
  return options.sessions != 0;
}

void play_random(const RandomOptions& options, const std::vector<Session>& chosen,
                 const CommonRunOptions& common, const ServerOptions& server, RunReport& report) {
  if (std::ranges::none_of(chosen, is_random)) return;
  const auto begin = std::chrono::steady_clock::now();
  const auto with = exploration(options, common, server, report);
  auto explored = random::explore(with);
  const auto elapsed = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - begin);
  report.exchanges += explored.exchanges;
  report.elapsed += elapsed;
  if (explored.ended_early == "interrupted") report.complete = false;
  for (auto& found : explored.found) {
    found.result.finding->replay = keep(found, options, common, server);
    report.cases.push_back(std::move(found.result));
  }
  if (explored.unrepeated_example) {
    report.cases.push_back(*std::move(explored.unrepeated_example));
  } else if (explored.found.empty()) {
    report.cases.push_back(summary(explored, options, with.sessions));
    report.cases.back().elapsed = elapsed;
  }
}

}  // namespace eardrum::conformance
