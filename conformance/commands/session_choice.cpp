#include "eardrum/conformance/commands/selection_options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <map>

#include "eardrum/conformance/commands/commands.hpp"
#include "eardrum/conformance/commands/load_options.hpp"
#include "eardrum/conformance/commands/random_options.hpp"
#include "eardrum/conformance/commands/report_reader.hpp"
#include "eardrum/conformance/shard.hpp"

namespace eardrum::conformance {
namespace {

void add_patterns(CLI::App& app, const char* name, std::vector<std::string>& patterns,
                  const char* help, const std::string& group) {
  app.add_option(name, patterns, help)->type_name("GLOB")->allow_extra_args(false)->group(group);
}

void add_levels(CLI::App& app, const char* name, std::vector<std::string>& levels, const char* help,
                const std::string& group) {
  app.add_option(name, levels, help)
      ->check(CLI::IsMember({"S", "D", "H", "U"}))
      ->allow_extra_args(false)
      ->group(group);
}

std::expected<std::optional<Shard>, std::string> wanted_shard(const SessionOptions& options) {
  if (options.shard.empty()) return shard_of_environment(std::getenv);
  const auto shard = parse_shard(options.shard);
  if (!shard) return std::unexpected(shard.error());
  return *shard;
}

/// What the selection chooses from. Files that cannot be read are said by chosen_sessions().
std::vector<Session> candidates(const SessionOptions& options, bool no_builtin) {
  std::vector<Session> all;
  if (!no_builtin) all = builtin_sessions();
  for (const auto& path : options.files) {
    if (auto more = load_sessions(path)) std::ranges::move(*more, std::back_inserter(all));
  }
  if (no_builtin) return all;
  std::ranges::move(sessions_under_load(), std::back_inserter(all));
  all.push_back(random_sessions());
  return all;
}

}  // namespace

void add_pattern_options(CLI::App& app, Selection& selection, const std::string& group) {
  add_patterns(app, "--only", selection.only,
               "Only sessions with this name (globs; may be repeated)", group);
  add_patterns(app, "--skip", selection.skip, "Not the sessions with this name", group);
  add_patterns(app, "--rule", selection.rules,
               "Only sessions of this rule, for instance 'REQ-PUT-*'", group);
  add_patterns(app, "--skip-rule", selection.skip_rules, "Not the sessions of this rule", group);
  add_levels(app, "--level", selection.levels, "Only rules of this level", group);
  add_levels(app, "--skip-level", selection.skip_levels, "Not the rules of this level", group);
  add_patterns(app, "--tag", selection.tags, "Only sessions with this tag (list --tags)", group);
  add_patterns(app, "--skip-tag", selection.skip_tags, "Not the sessions with this tag", group);
}

void add_part_options(CLI::App& app, SessionOptions& options) {
  const std::string group = "Which sessions";
  app.add_option("--failed-last-time", options.past_report,
                 "Only what was not green in this JSON report, in those deliveries")
      ->type_name("REPORT.json")
      ->group(group);
  app.add_flag("--quick", options.selection.quick,
               "About two seconds: binding rules, whole, byte by byte and cut once; no load, no "
               "random sessions, few lines of the grammar")
      ->group(group);
  app.add_option("--shard", options.shard,
                 "Only the I-th of N parts, from 1 (else EARDRUM_TOTAL_SHARDS and "
                 "EARDRUM_SHARD_INDEX, or those of GTEST_, from 0)")
      ->type_name("I/N")
      ->group(group);
}

int prepare_selection(const std::string& subcommand, SessionOptions& options) {
  auto& selection = options.selection;
  if (!options.past_report.empty()) {
    const auto report = read_report_file(subcommand, options.past_report);
    if (!report) return exit_usage;
    selection.failed_in = past_run(*report);
  }
  const auto shard = wanted_shard(options);
  if (!shard) {
    std::cerr << "eardrum " << subcommand << ": " << shard.error() << '\n';
    return exit_usage;
  }
  const auto all = candidates(options, options.no_builtin);
  const auto whole_run = select(all, selection);
  if (!whole_run.empty()) {  // else say_nothing_selected() says more
    for (const auto& sentence : idle_patterns(all, selection)) {
      std::cerr << "eardrum " << subcommand << ": " << sentence << '\n';
    }
  }
  if (!*shard) return exit_as_expected;
  selection.shard = shard_names(whole_run, **shard);
  std::cerr << "eardrum " << subcommand << ": shard " << (*shard)->index + 1 << " of "
            << (*shard)->total << ": " << selection.shard->size() << " of " << whole_run.size()
            << " sessions\n";
  return exit_as_expected;
}

std::vector<Session> every_session(const SessionOptions& options) {
  return candidates(options, false);
}

void say_nothing_selected(const std::string& subcommand, const SessionOptions& options) {
  const auto all = candidates(options, options.no_builtin);
  std::cerr << "eardrum " << subcommand << ": no session is selected: "
            << (all.empty() ? "--no-builtin leaves none" : why_empty(all, options.selection))
            << '\n';
}

void print_plan(const std::vector<Session>& sessions, const RunOptions& run) {
  const auto cases = plan(sessions, run);
  std::map<DeliveryKind, std::size_t> sums;
  for (const auto& session : sessions) {
    std::string deliveries;
    for (const auto& one : cases) {
      if (one.session != &session) continue;
      deliveries += (deliveries.empty() ? "" : ", ") + std::string(name(one.delivery));
      ++sums[one.delivery];
    }
    if (deliveries.empty()) continue;
    std::cout << session.name << "  " << session.requirement->id << "  "
              << letter(session.requirement->level) << "  [" << deliveries << "]\n";
  }
  std::cout << sessions.size() << " sessions, " << cases.size() << " cases:";
  const char* separator = " ";
  for (const auto& [kind, count] : sums) {
    std::cout << separator << name(kind) << ' ' << count;
    separator = ", ";
  }
  std::cout << "; nothing was started\n";
}

}  // namespace eardrum::conformance
