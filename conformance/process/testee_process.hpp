// A started process and all its descendants. A thread of this class starts it and reads its output.
// The kernel kills the process when this thread ends, so the process ends with the kit.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "eardrum/conformance/observation/process_tree.hpp"
#include "eardrum/conformance/process/confinement.hpp"
#include "eardrum/conformance/process/launcher.hpp"
#include "eardrum/conformance/process/output_ring.hpp"
#include "eardrum/conformance/process/scratch.hpp"
#include "eardrum/conformance/process/spawn.hpp"

namespace eardrum::conformance {

/// Thread-safe. The destructor stops the testee without a grace period.
class TesteeProcess {
 public:
  /// Starts the program, confined and with a mark in its environment. The error is a sentence. The
  /// first call makes the process of the kit the subreaper of its descendants, and hides its memory
  /// and environment from programs of the same user.
  static std::expected<std::unique_ptr<TesteeProcess>, std::string> start(
      Program program, const Confinement& confinement);

  ~TesteeProcess();
  TesteeProcess(const TesteeProcess&) = delete;
  TesteeProcess& operator=(const TesteeProcess&) = delete;

  pid_t pid() const { return pid_; }

  /// How the direct child ended. Waits for its end at most `at_most`. The child stays a zombie
  /// until stop(), so that the kernel does not reuse its pid and group.
  std::optional<Exit> wait_for_exit(std::chrono::milliseconds at_most);

  /// The kept part of the output before this call.
  TesteeOutput output();

  /// The kept part of what it wrote to stderr since the last call.
  std::string new_errors();

  /// The first bytes of stdout.
  std::string first_output();

  /// Sends `signal` to every process of its group. Does nothing after stop().
  void signal_group(int signal);

  /// The current processes of the testee. Contains the direct child until stop().
  std::vector<Process> family() const;

  /// The number of running processes of the family, without the direct child.
  std::size_t companions() const { return living_companions().size(); }

  /// Sends TERM to the group. Returns the command lines of the processes of the family that still
  /// run after the direct child has ended and the grace period is over; none if the child does not
  /// end.
  std::vector<TesteeBytes> outliving(std::chrono::milliseconds grace);

  /// Sends TERM to the group. After the grace period it sends KILL to the rest of the family.
  Exit stop(std::chrono::milliseconds grace);

 private:
  using Deadline = std::chrono::steady_clock::time_point;

  TesteeProcess() = default;

  using Started = std::promise<std::optional<std::string>>;  // a sentence if the start failed

  void confine(Program& program, const Confinement& confinement);
  void run(const Program& program, Started started);
  void drain_until_stopped();
  void drain_available();
  void wait_for_session(Deadline deadline);
  std::size_t kill_family();
  std::size_t end_namespace();
  void reap_init() const;
  Exit reap();
  std::vector<Process> living_companions() const;

  std::string mark_;
  std::unique_ptr<Scratch> scratch_;
  pid_t pid_ = 0;
  pid_t init_ = 0;                      // of its PID namespace; 0: it has none
  std::optional<ino_t> pid_namespace_;  // its number
  Descriptor pidfd_;
  Descriptor in_;    // keeps its stdin open
  Descriptor wake_;  // an eventfd; a write to it ends the thread

  std::mutex output_mutex_;
  Descriptor out_;
  Descriptor err_;
  OutputRing out_ring_;
  OutputRing err_ring_;
  std::uint64_t err_seen_bytes_ = 0;  // returned by new_errors()

  std::mutex stop_mutex_;      // locked while the pid is signalled or reaped
  std::optional<Exit> final_;  // set by stop()
  std::jthread thread_;
};

}  // namespace eardrum::conformance
