// How a program under test is confined: the environment variables that it gets, its temporary
// folder, the size of its files, and namespaces. Independent of this, the kit finds and ends its
// process tree.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace eardrum::conformance {

/// The requested confinement. confinement_in_force() describes the actual one on this machine. The
/// default does not disturb correct programs: they keep their user, their files and their network.
struct Confinement {
  enum class Level {
    none,       ///< the whole environment, the temporary folder of the kit; only core files limited
    tree,       ///< chosen variables, a temporary folder of its own, a limit for file sizes
    namespaces  ///< as tree, and a PID and a mount namespace if the machine allows them
  };
  Level level = Level::namespaces;
  std::vector<std::string> passed_variables{};  ///< names of further variables to pass
  std::uint64_t file_bytes_max = std::uint64_t{4} << 30;
  bool drop_uid = false;  ///< only as root: run as unused_uid()
};

/// Why this machine cannot make a PID namespace; empty if it can. Tries it once.
const std::string& why_no_namespaces();

/// The actual confinement in one line, for the head of the report.
std::string confinement_in_force(const Confinement& confinement);

/// A user id that no account has, for programs that must not run as root.
std::uint32_t unused_uid();

}  // namespace eardrum::conformance
