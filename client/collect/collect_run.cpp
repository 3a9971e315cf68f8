// The loop of eardrum-client collect: the clock and the signals. What is measured is
// collector.hpp's business, how it is sent courier.hpp's.
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <system_error>

#include "eardrum/client/collect/collect_command.hpp"
#include "eardrum/client/collect/collector.hpp"
#include "eardrum/client/collect/names.hpp"
#include "eardrum/client/collect/this_machine.hpp"
#include "eardrum/client/collect/ticks.hpp"
#include "eardrum/client/delivery/complain.hpp"
#include "eardrum/client/delivery/couriers.hpp"
#include "eardrum/client/delivery/lines.hpp"

namespace eardrum::client {
namespace {

using Steady = std::chrono::steady_clock;
using System = std::chrono::system_clock;

std::chrono::milliseconds milliseconds(double seconds) {
  return std::chrono::ceil<std::chrono::milliseconds>(std::chrono::duration<double>(seconds));
}

/// SIGTERM, SIGINT and SIGUSR1, blocked in all threads and read from a descriptor.
class Signals {
 public:
  Signals() {
    sigset_t wanted;
    sigemptyset(&wanted);
    for (const int each : {SIGTERM, SIGINT, SIGUSR1}) sigaddset(&wanted, each);
    pthread_sigmask(SIG_BLOCK, &wanted, nullptr);
    descriptor_ = signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK);
  }
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;
  ~Signals() {
    if (descriptor_ >= 0) close(descriptor_);
  }

  /// The next signal, or 0 after `limit`.
  int wait(std::chrono::milliseconds limit) const {
    pollfd waiting{.fd = descriptor_, .events = POLLIN, .revents = 0};
    poll(&waiting, 1, static_cast<int>(std::max<std::int64_t>(limit.count(), 0)));
    signalfd_siginfo info{};
    if (read(descriptor_, &info, sizeof info) != sizeof info) return 0;
    return static_cast<int>(info.ssi_signo);
  }

 private:
  int descriptor_ = -1;
};

class Collection {
 public:
  Collection(const CollectCommand& command, const ServerOptions& server)
      : command_(command), server_(server), collector_(machine_, options(command), complain) {}

  int run() {
    if (const auto code = open_targets(); code != ExitCode::done) return code;
    const bool written = command_.once ? take_one() : take_all();
    return finish(written);
  }

 private:
  static CollectorOptions options(const CollectCommand& command) {
    const auto name = command.host_name.empty() ? host_name() : command.host_name;
    return {.host = key_word(name),
            .reading = {.all = command.all,
                        .virtual_devices = command.virtual_devices,
                        .processes = command.processes},
            .commands = command.commands,
            .command_limit = milliseconds(command.command_seconds)};
  }

  int open_targets() {
    if (command_.dry_run) return ExitCode::done;
    const auto targets = parse_targets(command_.targets, server_);
    if (!targets) {
      complain("--to " + targets.error());
      return ExitCode::wrong_usage;
    }
    const CourierOptions options{.interval = std::chrono::seconds(command_.interval_seconds),
                                 .timeout = sending_timeout(server_)};
    for (const auto& target : *targets) {
      auto spool = open_spool(target);
      if (!spool) {
        complain("--spool " + spool.error());
        return ExitCode::wrong_usage;
      }
      couriers_.start(target, *std::move(spool), options);
    }
    return ExitCode::done;
  }

  /// One file for each target, readable by its owner alone: it holds what was measured.
  std::expected<Spool, std::string> open_spool(const Target& target) const {
    const SpoolLimits limits{command_.spool_rows_max, command_.spool_age_seconds_max};
    if (command_.spool.empty()) return Spool::open("", limits);
    std::error_code error;
    std::filesystem::create_directories(command_.spool, error);
    if (error) return std::unexpected(command_.spool + ": " + error.message());
    const auto mask = umask(S_IRWXG | S_IRWXO);
    auto spool = Spool::open(command_.spool + "/" + key_word(to_text(target)) + ".sqlite", limits);
    umask(mask);
    return spool;
  }

  /// Whether the output could be written.
  bool take_all() {
    std::int64_t taken = 0;
    while (command_.count == 0 || taken < command_.count) {
      const auto now = System::now();
      const auto next = ticks_.next_after(seconds_of(now));
      const System::time_point due{std::chrono::seconds(next)};
      if (!wait_until(due)) return true;
      // The clock may have been set while we slept: the tick is that of the moment.
      const auto tick = ticks_.tick_at(seconds_now());
      if (tick == ticks_.tick_at(seconds_of(now)) || !ticks_.take(tick)) continue;
      if (!take(tick)) return false;
      ++taken;
    }
    return true;
  }

  bool take_one() {
    const auto due = System::now() + std::chrono::seconds(1);
    return !wait_until(due) || take(seconds_now());
  }

  bool take(std::int64_t tick) {
    const auto now = Steady::now();
    const std::chrono::duration<double> passed = now - read_at_;
    read_at_ = now;
    const auto samples = collector_.collect(tick, passed.count());
    if (command_.dry_run) {
      std::string lines;
      for (const auto& sample : samples) append_put_line(sample, lines);
      std::cout << lines << std::flush;
      return std::cout.good();
    }
    couriers_.add(samples);
    return true;
  }

  /// Whether the time came; not so if the program was told to end.
  bool wait_until(System::time_point due) const {
    for (;;) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(due - System::now());
      if (left.count() <= 0) return true;
      // At most a second, so that a clock that is set is seen soon.
      const int signal =
          signals_.wait(std::min<std::chrono::milliseconds>(left, std::chrono::seconds(1)));
      if (signal == SIGUSR1) couriers_.report();
      if (signal == SIGTERM || signal == SIGINT) return false;
      const auto late = std::chrono::seconds(command_.interval_seconds + 1);
      if (due - System::now() > late) return true;  // the clock was set back: ask for the tick anew
    }
  }

  int finish(bool written) {
    const auto deadline = Steady::now() + milliseconds(command_.drain_seconds);
    int code = ExitCode::done;
    for (const auto& counts : couriers_.finish(deadline)) {
      if (counts.refused > 0 && counts.sent == 0) code = ExitCode::refused;
      if (counts.pending > 0) code = ExitCode::connection_failed;
    }
    couriers_.report();
    if (written) return code;
    complain("cannot write to standard output");
    return ExitCode::connection_failed;
  }

  const CollectCommand& command_;
  const ServerOptions& server_;
  Signals signals_;  ///< before the threads of the couriers, which inherit what is blocked
  ThisMachine machine_;
  Collector collector_;
  Steady::time_point read_at_ = Steady::now();
  Ticks ticks_{command_.interval_seconds};
  Couriers couriers_;
};

}  // namespace

int run(const CollectCommand& command, const ServerOptions& server) {
  return Collection(command, server).run();
}

}  // namespace eardrum::client
