// Finds which sessions kill which mutant by playing them.
//
// Only the sessions of its own rule are played against a mutant. They are delivered whole; the
// other deliveries are played only if the rule is about segments. This is enough for the proof. To
// play all sessions against all mutants takes about an hour and proves nothing more.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance::mutants {

/// The result for one mutant.
struct Kill {
  const Mutant* mutant = nullptr;
  std::vector<std::string> sessions;   ///< of its rule that failed, each once, in their order
  std::vector<std::string> survivals;  ///< of its rule that did not fail
  std::vector<std::string> faults;     ///< errors of the kit itself; should be empty
};

/// The sessions of the kit that judge servers.
std::vector<Session> server_sessions();

/// Plays `sessions` on a server that `command` starts. The server must print "listening HOST:PORT".
RunReport play_server(const std::vector<std::string>& command, const std::vector<Session>& sessions,
                      Profile profile, std::optional<DeliveryKind> only = std::nullopt);

/// One line for each case that failed: session, delivery, verdict, rule and sentence.
std::vector<std::string> failures(const RunReport& report);

/// Plays the mutants of `rules`, or all mutants if `rules` is empty, several in parallel. `program`
/// is the path of eardrum-mutant.
std::vector<Kill> kill_matrix(const std::string& program, const std::vector<Session>& sessions,
                              const std::vector<std::string_view>& rules = {});

/// The sessions that must kill a mutant but are not in `kills`.
std::vector<std::string> vacuous(const std::vector<Session>& sessions,
                                 const std::vector<Kill>& kills);

/// The table of KILLS.md.
std::string markdown(const std::vector<Kill>& kills);

}  // namespace eardrum::conformance::mutants
