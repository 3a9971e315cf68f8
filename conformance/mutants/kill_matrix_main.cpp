// eardrum-kill-matrix: plays every mutant and prints KILLS.md; says on stderr what is amiss.
#include <iostream>

#include "eardrum/conformance/language/session_library.hpp"
#include "eardrum/conformance/mutants/kill_matrix.hpp"

int main() {
  namespace mutants = eardrum::conformance::mutants;
  const auto sessions = eardrum::conformance::builtin_sessions();
  const auto kills = mutants::kill_matrix(EARDRUM_MUTANT, sessions);
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
