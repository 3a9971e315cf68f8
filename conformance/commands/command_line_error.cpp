#include "eardrum/conformance/commands/command_line_error.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <vector>

#include "eardrum/conformance/language/source_lines.hpp"
#include "eardrum/conformance/verdict/testee_bytes.hpp"

namespace eardrum::conformance {
namespace {

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* option : app.get_options()) {
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::vector<std::string> subcommand_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

/// What is wrong with the words that the program could not use.
std::string unknown_words(const CLI::App& app, const std::vector<std::string>& words) {
  const auto option = std::ranges::find_if(
      words, [](const std::string& word) { return word.starts_with("-") && word != "--"; });
  if (option != words.end()) {
    const auto name = option->substr(0, option->find('='));
    return "unknown option " + visible(name) + suggestion(name, option_names(app));
  }
  const auto word = std::ranges::find_if(words, [](const std::string& one) { return one != "--"; });
  if (word == words.end()) return "";
  const auto commands = subcommand_names(app);
  if (commands.empty()) return "unexpected argument '" + visible(*word) + "'";
  return "unknown subcommand '" + visible(*word) + "'" + suggestion(*word, commands);
}

}  // namespace

std::string command_line_error(const CLI::App* app, const CLI::Error& error) {
  auto name = app->get_name();
  const auto chosen = app->get_subcommands();
  const auto& used = chosen.empty() ? *app : *chosen.front();
  if (!chosen.empty()) name += " " + used.get_name();
  auto wrong = unknown_words(used, used.remaining());
  if (wrong.empty()) wrong = visible(error.what());
  return name + ": " + wrong + (wrong.ends_with('?') ? " " : ". ") + "Run '" + name +
         " --help' for the usage.\n";
}

}  // namespace eardrum::conformance
