// The registry: servers with exactly one planted fault each, and servers without any that use every
// freedom which the protocol leaves. The first prove that the kit bites, the second that it bites
// nobody else.
#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "eardrum/conformance/mutants/conversation.hpp"
#include "eardrum/conformance/mutants/fault_subjects.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance::mutants {

/// One server. Views live as long as the program.
struct Mutant {
  std::string_view name;            ///< "ok-but-not-stored"
  std::string_view requirement;     ///< the rule it breaks; for faithful ones the freedom it uses
  std::string_view sentence;        ///< what it does, in one sentence
  std::function<Server()> make;     ///< a new one, with nothing stored
  Profile profile = Profile::base;  ///< the mildest profile in which the fault is one
};

/// Every faulty server, grouped by subject.
std::span<const Mutant> faulty();

/// Faulty ones that no scripted session kills, only random ones.
std::span<const Mutant> elusive();

/// Every faultless one.
std::span<const Mutant> faithful();

/// The server of that name, those that are in no matrix included, or nullptr.
const Mutant* find(std::string_view name);

// Those of faulty() are declared in fault_subjects.hpp, which the build makes from one list.
std::vector<Mutant> elusive_faults();
std::vector<Mutant> faithful_variants();

/// Faults that only parallel load finds; in no matrix of sessions.
std::vector<Mutant> load_faults();

/// Faults that only show in what a server holds once its clients have left; in no matrix either.
std::vector<Mutant> leftover_faults();

/// Faults that only hundreds of connections at the same time show; in no matrix either.
std::vector<Mutant> crowd_faults();

/// Faults that end service for all, and that several clients bring about; in no matrix either.
std::vector<Mutant> service_faults();

/// Faults in how open points are taken under load; in no matrix either.
std::vector<Mutant> busy_faults();

}  // namespace eardrum::conformance::mutants
