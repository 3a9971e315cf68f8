// Starts any server as a foreign process and owns it until it is gone. The only user of
// Boost.Process. Readiness is observed, never slept for; the process that answers is ours.
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

#include "eardrum/conformance/verdict.hpp"

namespace eardrum::conformance {

struct Address {
  std::string host;
  std::uint16_t port = 0;

  /// "127.0.0.1:8888" or "[::1]:8888".
  std::string text() const;
};

struct LaunchSpec {
  std::vector<std::string> command;  ///< "{host}" and "{port}" in any word are replaced
  std::string host = "127.0.0.1";
  std::optional<std::uint16_t> fixed_port;  ///< for servers that hard-code theirs; else the kernel
                                            ///< chooses, anew for each start
  bool port_announced = false;    ///< read "listening HOST:PORT" from the testee's stdout instead
  std::string working_directory;  ///< empty: ours
  std::vector<std::pair<std::string, std::string>> environment;  ///< set in addition
  std::chrono::milliseconds start_timeout{15'000};
  std::chrono::milliseconds stop_grace{2'000};  ///< between TERM and KILL
};

/// How a process ended.
struct Exit {
  std::optional<int> code;
  std::optional<int> signal;

  /// "exited with code 1" or "was killed by signal 11 (Segmentation fault)".
  std::string text() const;
};

struct StartFailure {
  std::string sentence;  ///< our own words: "python3 exited with code 1 before it listened"
  TesteeOutput output;   ///< what the testee wrote meanwhile
};

/// A started server. Destroying it stops it and everything in its process group.
class Testee {
 public:
  virtual ~Testee() = default;

  virtual const Address& address() const = 0;
  virtual pid_t pid() const = 0;
  virtual std::chrono::microseconds startup()
      const = 0;  ///< from start to first accepted connection

  /// How it ended, if it has; does not wait.
  virtual std::optional<Exit> exited() = 0;

  /// What it wrote so far.
  virtual TesteeOutput output() const = 0;

  virtual void pause() = 0;   ///< SIGSTOP to the group
  virtual void resume() = 0;  ///< SIGCONT to the group

  /// TERM to the group, KILL after the grace; returns when nothing of the group is left.
  virtual Exit stop() = 0;
};

/// Starts the command and waits until a connection is accepted by a process of ours.
std::expected<std::unique_ptr<Testee>, StartFailure> launch(const LaunchSpec& spec);

}  // namespace eardrum::conformance
