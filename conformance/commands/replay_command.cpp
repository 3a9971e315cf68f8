#include "eardrum/conformance/commands/replay_command.hpp"

#include "eardrum/conformance/commands/program_path.hpp"
#include "eardrum/conformance/commands/shell_words.hpp"

namespace eardrum::conformance {

std::string replay_check(const std::vector<std::string>& selection, Profile profile,
                         const ServerOptions& server) {
  std::vector<std::string> words{program_path("eardrum"), "check"};
  const auto add = [&](const std::vector<std::string>& more) {
    words.insert(words.end(), more.begin(), more.end());
  };
  add(selection);
  if (profile != Profile::base) add({"--profile", std::string(name(profile))});
  add(replay_words(server));
  if (!server.program.command.empty()) {
    add({"--"});
    add(server.program.command);
  }
  return shell_words(words);
}

}  // namespace eardrum::conformance
