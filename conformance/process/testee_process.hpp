// One foreign process and all that descends from it, with the thread that started it, drains its
// output and keeps the kernel's promise that it dies with the kit.
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

/// Safe to use from several threads. Destroying it stops the testee without grace.
class TesteeProcess {
 public:
  /// Starts the program, marked in its environment and confined; a sentence if it cannot be
  /// started. The first call makes this process the subreaper of its descendants, and hides its
  /// memory and environment from programs of the same user.
  static std::expected<std::unique_ptr<TesteeProcess>, std::string> start(
      Program program, const Confinement& confinement);

  ~TesteeProcess();
  TesteeProcess(const TesteeProcess&) = delete;
  TesteeProcess& operator=(const TesteeProcess&) = delete;

  pid_t pid() const { return pid_; }

  /// How the direct child ended; waits for that at most so long. The child stays a zombie until
  /// stop(), so that its pid and group mean nobody else.
  std::optional<Exit> wait_for_exit(std::chrono::milliseconds at_most);

  /// All that was written before this call, as far as it is kept.
  TesteeOutput output();

  /// What came to stderr since the last call, as far as it is kept.
  std::string new_errors();

  /// The first bytes of stdout.
  std::string first_output();

  /// To every process of its group; nothing happens once it has been stopped.
  void signal_group(int signal);

  /// The processes that belong to it now, the direct child included until stop().
  std::vector<Process> family() const;

  /// How many of the family live besides the direct child.
  std::size_t companions() const { return living_companions().size(); }

  /// TERM to the group. The command lines of what of the family still lives when the direct child
  /// has ended and the grace is over; none if the child does not end.
  std::vector<TesteeBytes> outliving(std::chrono::milliseconds grace);

  /// TERM to the group, KILL to whatever of the family is left after the grace.
  Exit stop(std::chrono::milliseconds grace);

 private:
  using Deadline = std::chrono::steady_clock::time_point;

  TesteeProcess() = default;

  using Started = std::promise<std::optional<std::string>>;  // a sentence if it was not

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
  Descriptor in_;    // keeps its stdin from ending
  Descriptor wake_;  // an eventfd, written once: the thread shall end

  std::mutex output_mutex_;
  Descriptor out_;
  Descriptor err_;
  OutputRing out_ring_;
  OutputRing err_ring_;
  std::uint64_t err_seen_bytes_ = 0;  // by new_errors()

  std::mutex stop_mutex_;      // held while the pid may be signalled or reaped
  std::optional<Exit> final_;  // set by stop()
  std::jthread thread_;
};

}  // namespace eardrum::conformance
