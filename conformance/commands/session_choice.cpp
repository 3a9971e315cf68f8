#include "eardrum/conformance/commands/session_choice.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <map>
#include <utility>

#include "eardrum/conformance/commands/commands.hpp"
#include "eardrum/conformance/commands/load_options.hpp"
#include "eardrum/conformance/commands/random_options.hpp"
#include "eardrum/conformance/commands/report_reader.hpp"
#include "eardrum/conformance/language/session_library.hpp"
#include "eardrum/conformance/selection/shard.hpp"

namespace eardrum::conformance {
namespace {

std::expected<std::optional<Shard>, std::string> wanted_shard(const SessionOptions& options) {
  if (options.shard.empty()) return shard_of_environment(std::getenv);
  const auto shard = parse_shard(options.shard);
  if (!shard) return std::unexpected(shard.error());
  return *shard;
}

std::vector<Session> sessions_of_the_kit() {
  auto all = builtin_sessions();
  std::ranges::move(sessions_under_load(), std::back_inserter(all));
  all.push_back(random_sessions());
  return all;
}

std::expected<std::vector<Session>, std::string> sessions_of_files(const SessionOptions& options) {
  std::vector<Session> all;
  for (const auto& path : options.files) {
    auto more = load_sessions(path);
    if (!more) return more;
    std::ranges::move(*more, std::back_inserter(all));
  }
  return all;
}

/// Fills in the shard, which is one of all that the rest of `selection` takes.
void take_part(const std::string& subcommand, const Shard& shard,
               const std::vector<Session>& offered, Selection& selection) {
  const auto whole_run = select(offered, selection);
  selection.shard = shard_names(whole_run, shard);
  std::cerr << "eardrum " << subcommand << ": shard " << shard.index + 1 << " of " << shard.total
            << ": " << selection.shard->size() << " of " << whole_run.size() << " sessions\n";
}

SessionChoice chosen(std::vector<Session> offered, const Selection& selection) {
  SessionChoice choice;
  for (auto& session : select(offered, selection)) {
    (session.steps.empty() ? choice.stepless : choice.sessions).push_back(std::move(session));
  }
  if (!choice.sessions.empty() || !choice.stepless.empty()) {
    choice.why_nothing = "no session has the requested delivery";
  } else if (offered.empty()) {
    choice.why_nothing = "--no-builtin leaves none";
  } else {
    choice.why_nothing = why_empty(offered, selection);
  }
  return choice;
}

}  // namespace

std::expected<std::vector<Session>, std::string> offered_sessions(const SessionOptions& options) {
  auto all = options.no_builtin ? std::vector<Session>() : sessions_of_the_kit();
  auto more = sessions_of_files(options);
  if (!more) return more;
  std::ranges::move(*more, std::back_inserter(all));
  if (const auto unique = check_unique_names(all); !unique) {
    return std::unexpected(unique.error().text());
  }
  return all;
}

std::vector<Session> every_session(const SessionOptions& options) {
  auto all = sessions_of_the_kit();
  if (auto more = sessions_of_files(options)) std::ranges::move(*more, std::back_inserter(all));
  return all;
}

std::expected<SessionChoice, int> choose_sessions(const std::string& subcommand,
                                                  const SessionOptions& options) {
  const auto refuse = [&](const std::string& sentence) {
    std::cerr << "eardrum " << subcommand << ": " << sentence << '\n';
    return std::unexpected(exit_usage);
  };
  auto selection = options.selection;
  if (!options.past_report.empty()) {
    const auto report = read_report_file(subcommand, options.past_report);
    if (!report) return std::unexpected(exit_usage);
    selection.failed_in = past_run(*report);
  }
  const auto shard = wanted_shard(options);
  if (!shard) return refuse(shard.error());
  const auto offered = offered_sessions(options);
  if (!offered) return refuse(offered.error());
  if (*shard) take_part(subcommand, **shard, *offered, selection);
  auto choice = chosen(*offered, selection);
  if (!choice.sessions.empty() || !choice.stepless.empty()) {  // else why_nothing tells them
    for (const auto& sentence : idle_patterns(*offered, selection)) {
      std::cerr << "eardrum " << subcommand << ": " << sentence << '\n';
    }
  }
  return choice;
}

void say_nothing_selected(const std::string& subcommand, const SessionChoice& choice) {
  std::cerr << "eardrum " << subcommand << ": no session is selected: " << choice.why_nothing
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
