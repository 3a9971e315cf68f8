// The list of all mutants, which are servers with exactly one planted fault, and of faultless
// servers that use the choices which the protocol leaves open. Mutants prove that the kit detects
// faults. Faultless servers prove that it accuses no correct server.
#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "eardrum/conformance/mutants/conversation.hpp"
#include "eardrum/conformance/mutants/fault_subjects.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance::mutants {

/// One server. Views are valid as long as the program.
struct Mutant {
  std::string_view name;            ///< "ok-but-not-stored"
  std::string_view requirement;     ///< the rule that it breaks, or whose choice it uses
  std::string_view sentence;        ///< what it does, in one sentence
  std::function<Server()> make;     ///< a new server with an empty store
  Profile profile = Profile::base;  ///< the weakest profile in which this is a fault
};

/// The mutants that scripted sessions kill, grouped by subject.
std::span<const Mutant> faulty();

/// The mutants that only random sessions kill.
std::span<const Mutant> elusive();

/// All faultless servers.
std::span<const Mutant> faithful();

/// The server with that name, from all lists of this file, or nullptr.
const Mutant* find(std::string_view name);

// fault_subjects.hpp declares the functions for faulty(). The build makes it from a list in
// CMakeLists.txt.
std::vector<Mutant> elusive_faults();
std::vector<Mutant> faithful_variants();

// The following mutants are not in the kill matrix, because no session of their rule detects them.

/// Faults that only parallel load detects.
std::vector<Mutant> load_faults();

/// Faults that only the check of what connections leave behind detects.
std::vector<Mutant> leftover_faults();

/// Faults that only hundreds of simultaneous connections detect.
std::vector<Mutant> crowd_faults();

/// Faults by which a server stops serving all clients, after several clients caused it.
std::vector<Mutant> service_faults();

/// Faults that change unspecified behaviour under load.
std::vector<Mutant> busy_faults();

}  // namespace eardrum::conformance::mutants
