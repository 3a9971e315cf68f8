#include "eardrum/conformance/process/testee_process.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <csignal>
#include <map>
#include <random>
#include <set>
#include <utility>

namespace eardrum::conformance {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// How long KILL is given to take effect; a process in an uninterruptible sleep outlives it.
constexpr milliseconds kill_timeout{5'000};

/// The direct children of all testees that have not been reaped, so that an orphan can be told from
/// another thread's testee. Who starts or reaps one holds the lock meanwhile.
struct Roster {
  std::mutex mutex;
  std::set<pid_t> pids;
};

Roster& roster() {
  static Roster instance;
  return instance;
}

std::string unique_mark() {
  std::random_device random;
  return "EARDRUM_TESTEE_ID=" + std::to_string(::getpid()) + "-" + std::to_string(random()) + "-" +
         std::to_string(random());
}

/// Waits until the descriptor is readable; false at the deadline.
bool wait_readable(int fd, steady_clock::time_point deadline) {
  while (true) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
    pollfd one{.fd = fd, .events = POLLIN, .revents = 0};
    const int ready = ::poll(&one, 1, static_cast<int>(std::clamp(left.count(), 0L, 60'000L)));
    if (ready > 0) return true;
    if (ready == 0 && steady_clock::now() >= deadline) return false;
  }
}

Descriptor open_pidfd(const Process& one) {
  Descriptor fd(static_cast<int>(::syscall(SYS_pidfd_open, one.pid, 0)));
  // The pid may have been taken over since it was listed; once opened it can no longer change.
  const auto now = process(one.pid);
  if (!now || now->start_ticks != one.start_ticks) return {};
  return fd;
}

Exit exit_from(const siginfo_t& info) {
  Exit out;
  if (info.si_code == CLD_EXITED) {
    out.code = info.si_status;
  } else {
    out.signal = info.si_status;
  }
  return out;
}

/// Reads what is there, but no more than a pipe can hold, so that a flood cannot keep us here.
/// Closes the descriptor at its end.
void drain(Descriptor& fd, OutputRing& ring) {
  constexpr std::size_t turn_bytes_max = std::size_t{1} << 20;
  std::array<char, std::size_t{64} * 1024> chunk;
  std::size_t taken = 0;
  while (fd.open() && taken < turn_bytes_max) {
    // The pipes do not block.
    // NOLINTNEXTLINE(clang-analyzer-unix.BlockInCriticalSection)
    const auto size = ::read(fd.get(), chunk.data(), chunk.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0 && errno == EAGAIN) return;
    if (size <= 0) {
      fd.close();
      return;
    }
    ring.append({chunk.data(), static_cast<std::size_t>(size)});
    taken += static_cast<std::size_t>(size);
  }
}

}  // namespace

std::expected<std::unique_ptr<TesteeProcess>, std::string> TesteeProcess::start(
    Program program, const Confinement& confinement) {
  // Without it orphans would still be found by session and mark.
  [[maybe_unused]] static const int subreaper = ::prctl(PR_SET_CHILD_SUBREAPER, 1);

  std::unique_ptr<TesteeProcess> out(new TesteeProcess);
  out->confine(program, confinement);
  out->mark_ = unique_mark();
  program.environment.push_back(out->mark_);
  out->wake_ = Descriptor(::eventfd(0, EFD_CLOEXEC));
  Started started;
  auto failure = started.get_future();
  out->thread_ = std::jthread(
      [self = out.get(), program = std::move(program), started = std::move(started)]() mutable {
        self->run(program, std::move(started));
      });
  if (auto sentence = failure.get()) return std::unexpected(std::move(*sentence));
  return out;
}

void TesteeProcess::confine(Program& program, const Confinement& confinement) {
  using enum Confinement::Level;
  if (confinement.drop_uid) program.uid = unused_uid();
  if (confinement.level == none) return;
  [[maybe_unused]] static const int hidden = ::prctl(PR_SET_DUMPABLE, 0);
  program.own_pid_namespace = confinement.level == namespaces && why_no_namespaces().empty();
  program.file_bytes_max = confinement.file_bytes_max;
  scratch_ = Scratch::make(program.uid);
  if (!scratch_) return;
  const auto add = [&](const std::string& name) {
    const auto known = [&](const std::string& entry) { return entry.starts_with(name); };
    if (std::ranges::none_of(program.environment, known)) {
      program.environment.push_back(name + scratch_->path());
    }
  };
  add("TMPDIR=");
  if (program.uid) add("HOME=");  // nothing else is its own
}

void TesteeProcess::run(const Program& program, Started started) {
  sigset_t all;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, nullptr);  // signals to the kit are other threads' matter
  {
    const std::lock_guard lock(roster().mutex);
    auto spawned = spawn(program);
    if (!spawned) {
      started.set_value(std::move(spawned.error()));
      return;
    }
    roster().pids.insert(spawned->pid);
    pid_ = spawned->pid;
    init_ = spawned->init;
    if (init_ > 0) pid_namespace_ = spawned->pid_namespace;
    pidfd_ = std::move(spawned->pidfd);
    in_ = std::move(spawned->in);
    out_ = std::move(spawned->out);
    err_ = std::move(spawned->err);
  }
  started.set_value(std::nullopt);
  drain_until_stopped();
}

void TesteeProcess::drain_until_stopped() {
  while (true) {
    std::array<pollfd, 3> events{};
    {
      const std::lock_guard lock(output_mutex_);
      // poll() passes over the -1 of a stream that has ended.
      events = {{{.fd = wake_.get(), .events = POLLIN, .revents = 0},
                 {.fd = out_.get(), .events = POLLIN, .revents = 0},
                 {.fd = err_.get(), .events = POLLIN, .revents = 0}}};
    }
    if (::poll(events.data(), events.size(), -1) < 0) continue;
    if (events[0].revents != 0) return;
    drain_available();
  }
}

void TesteeProcess::drain_available() {
  const std::lock_guard lock(output_mutex_);
  drain(out_, out_ring_);
  drain(err_, err_ring_);
}

TesteeProcess::~TesteeProcess() {
  if (pid_ != 0) stop(milliseconds(0));
}

std::optional<Exit> TesteeProcess::wait_for_exit(milliseconds at_most) {
  const auto deadline = steady_clock::now() + at_most;
  {
    const std::lock_guard lock(stop_mutex_);
    if (final_) return final_;
  }
  if (!wait_readable(pidfd_.get(), deadline)) return std::nullopt;
  const std::lock_guard lock(stop_mutex_);
  if (final_) return final_;
  siginfo_t info{};
  if (::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
      info.si_pid == 0) {
    return std::nullopt;
  }
  return exit_from(info);
}

TesteeOutput TesteeProcess::output() {
  drain_available();
  const std::lock_guard lock(output_mutex_);
  return {.out = TesteeBytes(out_ring_.kept()),
          .err = TesteeBytes(err_ring_.kept()),
          .out_dropped_bytes = out_ring_.dropped_bytes(),
          .err_dropped_bytes = err_ring_.dropped_bytes()};
}

std::string TesteeProcess::new_errors() {
  drain_available();
  const std::lock_guard lock(output_mutex_);
  return err_ring_.kept_since(std::exchange(err_seen_bytes_, err_ring_.total_bytes()));
}

std::string TesteeProcess::first_output() {
  drain_available();
  const std::lock_guard lock(output_mutex_);
  return std::string(out_ring_.first());
}

void TesteeProcess::signal_group(int signal) {
  const std::lock_guard lock(stop_mutex_);
  if (!final_) ::kill(-pid_, signal);
}

std::vector<Process> TesteeProcess::family() const {
  const std::lock_guard lock(roster().mutex);
  const bool alone = roster().pids == std::set{pid_};
  return conformance::family({.root = pid_,
                              .mark = mark_,
                              .take_orphans = alone,
                              .pid_namespace = pid_namespace_,
                              .init = init_});
}

Exit TesteeProcess::stop(milliseconds grace) {
  const std::lock_guard lock(stop_mutex_);
  if (final_) return *final_;
  const auto deadline = steady_clock::now() + grace;
  // A stopped process takes TERM only once it continues.
  if (grace > milliseconds(0)) {
    ::kill(-pid_, SIGTERM);
    ::kill(-pid_, SIGCONT);
    if (wait_readable(pidfd_.get(), deadline)) wait_for_session(deadline);
  }
  const auto in_namespace = init_ > 0 ? end_namespace() : 0;
  const auto killed = kill_family();
  final_ = reap();
  final_->left_behind = std::max(killed, in_namespace);
  if (init_ > 0) reap_init();

  const std::uint64_t once = 1;
  [[maybe_unused]] const auto written = ::write(wake_.get(), &once, sizeof(once));
  assert(written == sizeof(once));
  thread_.join();
  // Somebody outside the family may hold the pipes open for ever; what the family wrote is in them.
  drain_available();
  out_.close();
  err_.close();
  return *final_;
}

std::vector<Process> TesteeProcess::living_companions() const {
  auto out = family();
  std::erase_if(out, [this](const Process& one) { return one.pid == pid_ || one.zombie(); });
  return out;
}

std::vector<TesteeBytes> TesteeProcess::outliving(milliseconds grace) {
  const std::lock_guard lock(stop_mutex_);
  if (final_) return {};
  const auto deadline = steady_clock::now() + grace;
  ::kill(-pid_, SIGTERM);
  ::kill(-pid_, SIGCONT);
  if (!wait_readable(pidfd_.get(), deadline)) return {};
  // Others may notice the end of the first a moment later, even in sessions of their own.
  auto living = living_companions();
  while (!living.empty() && steady_clock::now() < deadline) {
    if (const auto fd = open_pidfd(living.front()); fd.open()) wait_readable(fd.get(), deadline);
    living = living_companions();
  }
  std::vector<TesteeBytes> out;
  out.reserve(living.size());
  for (const auto& one : living) out.emplace_back(command_line(one.pid));
  return out;
}

/// Gives the direct child's companions what is left of the grace to end as well.
void TesteeProcess::wait_for_session(Deadline deadline) {
  for (const auto& one : family()) {
    if (one.zombie() || one.session != pid_) continue;
    const auto fd = open_pidfd(one);
    if (fd.open() && !wait_readable(fd.get(), deadline)) return;
  }
}

/// Ends all processes of the namespace at once. Returns how many there were besides the direct
/// child.
std::size_t TesteeProcess::end_namespace() {
  const auto living = living_companions().size();
  ::kill(init_, SIGKILL);
  return living;
}

/// Kills until no process of the family is left, and reaps the orphans among them. Returns how many
/// had to be killed besides the direct child.
std::size_t TesteeProcess::kill_family() {
  const auto deadline = steady_clock::now() + kill_timeout;
  std::map<pid_t, Descriptor> killed;
  bool alive = true;
  while (alive && steady_clock::now() < deadline) {
    alive = false;
    for (const auto& one : family()) {
      if (one.zombie()) {
        if (one.pid != pid_ && one.parent == ::getpid()) ::waitpid(one.pid, nullptr, WNOHANG);
        continue;
      }
      alive = true;
      auto fd = open_pidfd(one);
      if (!fd.open()) continue;
      ::syscall(SYS_pidfd_send_signal, fd.get(), SIGKILL, nullptr, 0);
      killed.insert_or_assign(one.pid, std::move(fd));
    }
    for (const auto& [pid, fd] : killed) wait_readable(fd.get(), deadline);
  }
  killed.erase(pid_);
  // A dead process has no environment left to know it by, so reap through what was kept of it.
  for (const auto& [pid, fd] : killed) {
    siginfo_t info{};
    ::waitid(P_PIDFD, static_cast<id_t>(fd.get()), &info, WEXITED | WNOHANG);
  }
  return killed.size();
}

/// The namespace ends once all its other processes are reaped.
void TesteeProcess::reap_init() const {
  const Descriptor fd(static_cast<int>(::syscall(SYS_pidfd_open, init_, 0)));
  if (!fd.open() || !wait_readable(fd.get(), steady_clock::now() + kill_timeout)) return;
  ::waitpid(init_, nullptr, WNOHANG);
}

Exit TesteeProcess::reap() {
  const bool ended = wait_readable(pidfd_.get(), steady_clock::now() + kill_timeout);
  const std::lock_guard lock(roster().mutex);
  roster().pids.erase(pid_);
  siginfo_t info{};
  if (!ended || ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG) != 0) return {};
  return exit_from(info);
}

}  // namespace eardrum::conformance
