// Starts any server as a foreign process and owns it until it is gone. Readiness is observed, never
// slept for; the process that answers is ours.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "eardrum/conformance/process/confinement.hpp"
#include "eardrum/conformance/process/giving_up.hpp"
#include "eardrum/conformance/verdict/evidence.hpp"

namespace eardrum::conformance {

struct Address {
  std::string host;
  std::uint16_t port = 0;

  /// "127.0.0.1:8888" or "[::1]:8888".
  std::string text() const;
};

struct LaunchSpec {
  std::vector<std::string> command{};  ///< "{host}" and "{port}" in any word are replaced
  std::string host = "127.0.0.1";
  std::optional<std::uint16_t> fixed_port{};  ///< for servers that hard-code theirs; else the
                                              ///< kernel chooses, anew for each start
  bool port_announced = false;      ///< read "listening HOST:PORT" from the testee's stdout instead
  std::string working_directory{};  ///< empty: ours; a relative program path starts here
  std::vector<std::pair<std::string, std::string>> environment{};  ///< set in addition
  Confinement confinement{};
  std::chrono::milliseconds start_timeout{15'000};
  std::chrono::milliseconds stop_grace{2'000};  ///< between TERM and KILL
  GiveUp given_up = nullptr;                    ///< asked while the testee is not ready
};

/// How a process ended.
struct Exit {
  std::optional<int> code{};
  std::optional<int> signal{};
  std::size_t left_behind = 0;  ///< processes that outlived it and the grace and had to be killed;
                                ///< known after stop()

  /// "exited with code 1" or "was killed by signal 11 (Segmentation fault)".
  std::string text() const;
};

struct StartFailure {
  std::string sentence;  ///< our own words: "python3 exited with code 1 before it listened"
  TesteeOutput output;   ///< what the testee wrote meanwhile
};

/// A started server. Destroying it kills it and everything that descends from it, without grace.
class Testee {
 public:
  virtual ~Testee() = default;

  virtual const Address& address() const = 0;
  virtual pid_t pid() const = 0;
  virtual std::chrono::microseconds startup() const = 0;  ///< from start until it listened

  /// How it ended, if it has; does not wait.
  virtual std::optional<Exit> exited() = 0;

  /// How it ended; waits for that at most so long. A connection breaks a moment before the process
  /// that held it has ended, so ask this before calling a broken connection anything but a crash.
  virtual std::optional<Exit> wait_for_exit(std::chrono::milliseconds at_most) {
    (void)at_most;
    return exited();
  }

  /// What it wrote so far; all that was written before a process that has ended did so.
  virtual TesteeOutput output() const = 0;

  /// How many processes live that belong to it, besides the first.
  virtual std::size_t companions() { return 0; }

  /// What it wrote to stderr since the last call, as far as it is kept.
  virtual std::string new_errors() { return {}; }

  /// TERM to the group. The command lines of what still lives when the process itself and the grace
  /// have ended; none if the process does not end. For a testee that is to be stopped next.
  virtual std::vector<TesteeBytes> outliving() { return {}; }

  virtual void pause() = 0;   ///< SIGSTOP to the group
  virtual void resume() = 0;  ///< SIGCONT to the group

  /// TERM to the group, KILL after the grace to all that descends from it, daemons included;
  /// returns when nothing of that is left. Later calls return the same.
  virtual Exit stop() = 0;
};

/// The command with every "{host}" and "{port}" replaced, in one pass.
std::vector<std::string> substitute(const std::vector<std::string>& command,
                                    const std::string& host, const std::string& port);

/// Starts the command and waits until a socket of its processes listens on the address. No
/// connection is opened for that where the kernel tells (sock_diag, /proc); elsewhere one is, and
/// closed from our side. With an announced port "{port}" and EARDRUM_PORT are 0, the usual way to
/// say "any". The environment is what the confinement leaves of ours, with EARDRUM_HOST,
/// EARDRUM_PORT and EARDRUM_TESTEE_ID added. Callable from several threads at once; the testee
/// lives as long as the Testee, whichever thread started it, and is killed by the kernel if this
/// process dies. Throws GivenUp.
std::expected<std::unique_ptr<Testee>, StartFailure> launch(const LaunchSpec& spec);

}  // namespace eardrum::conformance
