// Starts a server as a separate process and owns it until it has ended. The kit observes when the
// server is ready and does not sleep. It checks that the listening socket belongs to the started
// process.
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
  std::optional<std::uint16_t> fixed_port{};  ///< for servers with a hard-coded port; if empty,
                                              ///< the kernel chooses a new port for each start
  bool port_announced = false;      ///< read "listening HOST:PORT" from the stdout of the testee
  std::string working_directory{};  ///< empty: the kit's; a relative program path starts here
  std::vector<std::pair<std::string, std::string>> environment{};  ///< set in addition
  Confinement confinement{};
  std::chrono::milliseconds start_timeout{15'000};
  std::chrono::milliseconds stop_grace{2'000};  ///< between TERM and KILL
  GiveUp given_up = nullptr;                    ///< called while the testee is not ready
};

/// How a process ended.
struct Exit {
  std::optional<int> code{};
  std::optional<int> signal{};
  std::size_t left_behind = 0;  ///< processes that still ran after the grace period and were
                                ///< killed; valid after stop()

  /// "exited with code 1" or "was killed by signal 11 (Segmentation fault)".
  std::string text() const;
};

struct StartFailure {
  std::string sentence;  ///< "python3 exited with code 1 before it listened"
  TesteeOutput output;   ///< the output of the testee until then
};

/// A started server. The destructor kills it and all its descendants, without a grace period.
class Testee {
 public:
  virtual ~Testee() = default;

  virtual const Address& address() const = 0;
  virtual pid_t pid() const = 0;
  virtual std::chrono::microseconds startup() const = 0;  ///< from start until it listened

  /// How it ended, if it has; does not wait.
  virtual std::optional<Exit> exited() = 0;

  /// How it ended. Waits for its end at most `at_most`. A connection breaks shortly before its
  /// process has ended. So call this before you judge a broken connection: it may be a crash.
  virtual std::optional<Exit> wait_for_exit(std::chrono::milliseconds at_most) {
    (void)at_most;
    return exited();
  }

  /// Its output so far. If the process has ended, the output is complete.
  virtual TesteeOutput output() const = 0;

  /// The number of its running processes, without the first one.
  virtual std::size_t companions() { return 0; }

  /// The kept part of what it wrote to stderr since the last call.
  virtual std::string new_errors() { return {}; }

  /// Sends TERM to the group. Returns the command lines of the processes that still run after the
  /// first process has ended and the grace period is over; none if the first process does not end.
  /// Call stop() next.
  virtual std::vector<TesteeBytes> outliving() { return {}; }

  virtual void pause() = 0;   ///< SIGSTOP to the group
  virtual void resume() = 0;  ///< SIGCONT to the group

  /// Sends TERM to the group. After the grace period it sends KILL to all descendants, also to
  /// daemons. Returns after all of them have ended. Later calls return the same.
  virtual Exit stop() = 0;
};

/// The command with every "{host}" and "{port}" replaced, in one pass.
std::vector<std::string> substitute(const std::vector<std::string>& command,
                                    const std::string& host, const std::string& port);

/// Starts the command and waits until a socket of its processes listens on the address. If the
/// kernel lists sockets (sock_diag, /proc), no connection is opened for this; otherwise the kit
/// opens a connection and closes it. With an announced port, "{port}" and EARDRUM_PORT are 0, which
/// means any port. The environment has the variables that the confinement passes, and EARDRUM_HOST,
/// EARDRUM_PORT and EARDRUM_TESTEE_ID. Thread-safe. The testee runs as long as the Testee exists,
/// whichever thread started it. The kernel kills it if the process of the kit ends. Throws GivenUp.
std::expected<std::unique_ptr<Testee>, StartFailure> launch(const LaunchSpec& spec);

}  // namespace eardrum::conformance
