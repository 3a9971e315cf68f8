// eardrum list: what would be played, one line each.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>

#include "eardrum/conformance/commands/commands.hpp"
#include "eardrum/conformance/commands/session_choice.hpp"

namespace eardrum::conformance {
namespace {

struct ListOptions {
  SessionOptions sessions;
  bool rules = false;
  bool tags = false;
};

void print_tags(const std::vector<Session>& sessions) {
  std::map<std::string, std::size_t> counts;
  for (const auto& session : sessions) {
    for (const auto& tag : tags(session)) ++counts[tag];
  }
  for (const auto& [tag, count] : counts) std::cout << tag << "  " << count << '\n';
}

void print_rules() {
  for (const auto& rule : protocol::requirements()) {
    std::cout << rule.id << "  " << letter(rule.level) << "  " << rule.rule << '\n';
  }
}

int list(const ListOptions& options) {
  if (options.rules) {
    print_rules();
    return exit_as_expected;
  }
  const auto choice = choose_sessions("list", options.sessions);
  if (!choice) return choice.error();
  auto sessions = choice->sessions;
  std::ranges::copy(choice->stepless, std::back_inserter(sessions));
  if (options.tags) {
    print_tags(sessions);
    return exit_as_expected;
  }
  for (const auto& session : sessions) {
    std::cout << session.name << "  " << session.requirement->id << "  "
              << letter(session.requirement->level) << "  " << session.title << '\n';
  }
  if (!sessions.empty()) return exit_as_expected;
  say_nothing_selected("list", *choice);
  return exit_nothing_selected;
}

}  // namespace

Command add_list(CLI::App& app) {
  auto options = std::make_shared<ListOptions>();
  auto* command = app.add_subcommand("list", "List the sessions; with --rules, list the rules");
  add_session_options(*command, options->sessions);
  add_part_options(*command, options->sessions);
  command->add_flag("--client", options->sessions.selection.judges_client,
                    "List the sessions that judge clients");
  command->add_flag("--tags", options->tags,
                    "List the tags and the number of sessions that have each");
  command->add_flag("--rules", options->rules,
                    "List the rules of the protocol instead of the sessions");
  command->footer("Exit codes: 0 listed, 2 wrong usage, 4 nothing selected.\n");
  return [options] { return list(*options); };
}

}  // namespace eardrum::conformance
