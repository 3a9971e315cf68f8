// What holds a program under test besides the process tree that it is found by: which of our
// environment it sees, where it may leave files, how large they may become, and namespaces.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace eardrum::conformance {

/// As asked for; confinement_in_force() says what this machine makes of it. The default is what no
/// honest program notices: it keeps its user, its files and its network.
struct Confinement {
  enum class Level {
    none,       ///< our whole environment, our temporary folder, no limits but core files
    tree,       ///< chosen variables, a temporary folder of its own, file sizes limited
    namespaces  ///< that, and a PID and a mount namespace, where they are allowed
  };
  Level level = Level::namespaces;
  std::vector<std::string> passed_variables{};  ///< names that the choice leaves out
  std::uint64_t file_bytes_max = std::uint64_t{4} << 30;
  bool drop_uid = false;  ///< only as root: run as a user that nobody else is
};

/// Why no PID namespace can be made for a program here, in our words; empty if it can. Tried once.
const std::string& why_no_namespaces();

/// One line for the report's head.
std::string confinement_in_force(const Confinement& confinement);

/// A user that owns nothing here, for programs that shall not be root: no account has its number.
std::uint32_t unused_uid();

}  // namespace eardrum::conformance
