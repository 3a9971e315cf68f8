// eardrum-kill-matrix [RULE ...]: plays every mutant and prints KILLS.md, or plays those of the
// rules alone and prints their rows; says on stderr what is amiss.
#include <algorithm>
#include <iostream>

#include "eardrum/conformance/language/session_library.hpp"
#include "eardrum/conformance/mutants/kill_matrix.hpp"

int main(int argc, char** argv) {
  namespace mutants = eardrum::conformance::mutants;
  const std::vector<std::string_view> rules(argv + 1, argv + argc);
  auto sessions = eardrum::conformance::builtin_sessions();
  std::erase_if(sessions, [&](const auto& session) {
    return !rules.empty() && std::ranges::find(rules, session.requirement->id) == rules.end();
  });
  const auto kills = mutants::kill_matrix(EARDRUM_MUTANT, sessions, rules);
  std::cout << mutants::markdown(kills);
  bool sound = true;
  for (const auto& kill : kills) {
    for (const auto& fault : kill.faults) {
      std::cerr << kill.mutant->name << ": " << fault << '\n';
      sound = false;
    }
    if (!kill.sessions.empty()) continue;
    std::cerr << "survivor: " << kill.mutant->name << " (" << kill.mutant->requirement << ")\n";
    sound = false;
  }
  for (const auto& session : mutants::vacuous(sessions, kills)) {
    std::cerr << "kills nothing: " << session << '\n';
    sound = false;
  }
  return sound ? 0 : 1;
}
