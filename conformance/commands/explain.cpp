// eardrum explain REQ-...: the rule, the sentence it rests on, its sessions, an example.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

#include "eardrum/conformance/commands/commands.hpp"
#include "eardrum/conformance/commands/session_choice.hpp"
#include "eardrum/protocol/violation.hpp"

namespace eardrum::conformance {
namespace {

std::string_view meaning(protocol::Level level) {
  switch (level) {
    case protocol::Level::stated:
      return "stated by the source text; breaking it fails in every profile";
    case protocol::Level::derived:
      return "derived from the source text; breaking it fails in every profile";
    case protocol::Level::house:
      return "recommended by this kit, not by the source text; breaking it fails in profile strict "
             "and is a warning in the others";
    case protocol::Level::unspecified:
      break;
  }
  return "left open by the source text; the kit observes the behaviour and never fails it";
}

void print_steps(const std::vector<Step>& steps, const std::string& indent) {
  for (const auto& step : steps) {
    std::string text = indent;
    for (const char c : step.source) {
      text += c;
      if (c == '\n') text += indent;
    }
    std::cout << text << '\n';
    if (const auto* repeat = std::get_if<Repeat>(&step.action)) {
      print_steps(repeat->steps, indent + "  ");
      std::cout << indent << "end\n";
    }
  }
}

void print_refusals(std::string_view id) {
  bool first = true;
  for (const auto& refusal : protocol::refusals()) {
    if (refusal.requirement != id) continue;
    if (first) std::cout << "\nThe reference server refuses a request by this rule:\n";
    first = false;
    std::cout << "  " << refusal.slug << ": " << refusal.message << '\n';
  }
}

int explain(const std::string& id) {
  const auto* rule = protocol::find_requirement(id);
  if (rule == nullptr) {
    std::cerr << "eardrum: '" << id << "' is not a rule; 'eardrum list --rules' lists all rules\n";
    return exit_usage;
  }
  std::cout << rule->id << " (" << letter(rule->level) << ": " << meaning(rule->level) << ")\n\n  "
            << rule->rule << "\n\nThe source says: " << rule->basis << "\n"
            << "In English: " << rule->gloss << '\n';
  print_refusals(id);
  auto sessions = every_session({});
  std::erase_if(sessions, [&](const Session& session) { return session.requirement != rule; });
  if (sessions.empty()) {
    std::cout << "\nThis rule has no session of its own; protocol/RULES.md gives the reason.\n";
    return exit_as_expected;
  }
  std::cout << "\nSessions:\n";
  for (const auto& session : sessions) {
    std::cout << "  " << session.name << "  " << session.title << '\n';
  }
  if (sessions.front().steps.empty()) return exit_as_expected;  // load and random sessions
  std::cout << "\nFor example, " << sessions.front().name << " (" << sessions.front().place.file
            << "):\n";
  print_steps(sessions.front().steps, "  ");
  return exit_as_expected;
}

}  // namespace

Command add_explain(CLI::App& app) {
  auto id = std::make_shared<std::string>();
  auto* command =
      app.add_subcommand("explain", "Explain a rule: its source text, its sessions, an example");
  command->add_option("RULE", *id, "Id of the rule, for example REQ-FRM-5")->required();
  command->footer("Exit codes: 0 explained, 2 no such rule.\n");
  return [id] { return explain(*id); };
}

}  // namespace eardrum::conformance
