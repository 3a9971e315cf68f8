// Which session kills which mutant, found by playing them.
//
// Strategy: a mutant is played against by the sessions of its own rule alone, whole, and in the
// other deliveries only if its rule is one about segments; that is all the proof needs. Everything
// against everything is a matter of an hour, and proves no more.
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

/// What became of one mutant.
struct Kill {
  const Mutant* mutant = nullptr;
  std::vector<std::string> sessions;   ///< of its own rule, that failed, each once, in their order
  std::vector<std::string> survivals;  ///< of its own rule, that did not
  std::vector<std::string> faults;     ///< what the kit itself could not do; should be empty
};

/// The sessions of the kit that judge servers.
std::vector<Session> server_sessions();

/// Plays a server that `command` starts ("listening HOST:PORT" on its output) through `sessions`.
RunReport play_server(const std::vector<std::string>& command, const std::vector<Session>& sessions,
                      Profile profile, std::optional<DeliveryKind> only = std::nullopt);

/// One line for each case that failed: session, delivery, verdict, rule and sentence.
std::vector<std::string> failures(const RunReport& report);

/// Plays the mutants of these rules, or every one if none is named, several at a time. `program` is
/// the path of eardrum-mutant.
std::vector<Kill> kill_matrix(const std::string& program, const std::vector<Session>& sessions,
                              const std::vector<std::string_view>& rules = {});

/// Sessions that must kill something and are no part of `kills`.
std::vector<std::string> vacuous(const std::vector<Session>& sessions,
                                 const std::vector<Kill>& kills);

/// The table of KILLS.md.
std::string markdown(const std::vector<Kill>& kills);

}  // namespace eardrum::conformance::mutants
