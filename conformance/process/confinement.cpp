#include "eardrum/conformance/process/confinement.hpp"

#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>

#include "eardrum/conformance/process/pid_namespace.hpp"
#include "eardrum/conformance/process/scratch.hpp"

namespace eardrum::conformance {
namespace {

/// Makes one as a testee's would be made, with a first process that ends at once.
std::string try_namespaces() {
  const pid_t child = ::fork();
  if (child < 0) return std::string("no process to try it: ") + std::strerror(errno);
  if (child == 0) ::_exit(try_pid_namespace());
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return "";
  return WIFEXITED(status) ? std::strerror(WEXITSTATUS(status)) : "the attempt was killed";
}

/// A temporary folder may be full, or for reading only.
std::string temporary_folder() {
  if (Scratch::make(std::nullopt)) return "own temporary folder";
  return std::string("no temporary folder of its own (") + std::strerror(errno) + ")";
}

}  // namespace

const std::string& why_no_namespaces() {
  static const std::string why = try_namespaces();
  return why;
}

std::string confinement_in_force(const Confinement& confinement) {
  using enum Confinement::Level;
  std::string out;
  if (confinement.level == namespaces && why_no_namespaces().empty()) {
    out = ::geteuid() == 0 ? "PID and mount namespaces" : "user, PID and mount namespaces";
  } else {
    out = "process group; descendants are found and ended";
  }
  if (confinement.level == namespaces && !why_no_namespaces().empty()) {
    out += "; no namespaces here (" + why_no_namespaces() + ")";
  }
  if (confinement.level == none) {
    out += "; the kit's whole environment";
  } else {
    out += "; chosen variables; " + temporary_folder() + "; files up to " +
           std::to_string(confinement.file_bytes_max >> 20) + " MiB";
  }
  out += "; no core files";
  out += confinement.drop_uid ? "; uid " + std::to_string(unused_uid())
                              : "; uid " + std::to_string(::geteuid());
  return out + "; network not confined";
}

std::uint32_t unused_uid() {
  static const std::uint32_t found = [] {
    // Above what systems give to people and services, below the numbers with a meaning.
    std::uint32_t uid = 61'184;
    while (uid < 65'000 && ::getpwuid(uid) != nullptr) ++uid;
    return uid;
  }();
  return found;
}

}  // namespace eardrum::conformance
