// eardrum list: what would be played, one line each.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <iterator>
#include <memory>

#include "eardrum/conformance/commands/commands.hpp"
#include "eardrum/conformance/commands/random_options.hpp"
#include "eardrum/conformance/commands/session_options.hpp"
#include "eardrum/conformance/load/leftovers.hpp"
#include "eardrum/conformance/load/load_cases.hpp"

namespace eardrum::conformance {
namespace {

struct ListOptions {
  SessionOptions sessions;
  bool rules = false;
};

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
  auto sessions = chosen_sessions(options.sessions);
  if (sessions && !options.sessions.no_builtin) {
    auto more = load::load_sessions();
    more.push_back(load::leftovers_session());
    more.push_back(random_sessions());
    std::ranges::move(select(std::move(more), options.sessions.selection),
                      std::back_inserter(*sessions));
  }
  if (!sessions) {
    std::cerr << "eardrum: " << sessions.error() << '\n';
    return exit_usage;
  }
  for (const auto& session : *sessions) {
    std::cout << session.name << "  " << session.requirement->id << "  "
              << letter(session.requirement->level) << "  " << session.title << '\n';
  }
  if (!sessions->empty()) return exit_as_expected;
  std::cerr << "eardrum: no session is selected\n";
  return exit_nothing_selected;
}

}  // namespace

Command add_list(CLI::App& app) {
  auto options = std::make_shared<ListOptions>();
  auto* command = app.add_subcommand("list", "List sessions, or with --rules the rules");
  add_session_options(*command, options->sessions);
  command->add_flag("--client", options->sessions.selection.judges_client,
                    "The sessions that judge clients");
  command->add_flag("--rules", options->rules, "The rules of the protocol instead of sessions");
  return [options] { return list(*options); };
}

}  // namespace eardrum::conformance
