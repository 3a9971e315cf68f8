#include "eardrum/conformance/commands/replay_command.hpp"

#include "eardrum/conformance/commands/program_path.hpp"
#include "eardrum/conformance/commands/shell_words.hpp"

namespace eardrum::conformance {

std::string replay_command(const std::string& subcommand, const std::vector<std::string>& selection,
                           Profile profile, const std::vector<std::string>& testee_options,
                           const std::vector<std::string>& testee_command) {
  std::vector<std::string> words{program_path("eardrum"), subcommand};
  const auto add = [&](const std::vector<std::string>& more) {
    words.insert(words.end(), more.begin(), more.end());
  };
  add(selection);
  if (profile != Profile::base) add({"--profile", std::string(name(profile))});
  add(testee_options);
  if (!testee_command.empty()) {
    add({"--"});
    add(testee_command);
  }
  return shell_words(words);
}

std::string replay_check(const std::vector<std::string>& selection, Profile profile,
                         const ServerOptions& server) {
  return replay_command("check", selection, profile, replay_words(server), server.program.command);
}

}  // namespace eardrum::conformance
