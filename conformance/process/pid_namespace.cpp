#include "eardrum/conformance/process/pid_namespace.hpp"

#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>

extern char** environ;  // NOLINT(readability-redundant-declaration): not declared by POSIX headers

namespace eardrum::conformance {
namespace {

/// What the namespace's first process says once it has put /proc in place.
struct Readiness {
  int error = 0;
  ino_t number = 0;  // of the namespace
};

constexpr char go_on = 'g';

bool write_text(const char* path, const char* text, std::size_t size) {
  const int fd = ::open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return false;
  const bool written = ::write(fd, text, size) == static_cast<ssize_t>(size);
  ::close(fd);
  return written;
}

/// "7 7 1": one number, mapped to itself.
std::size_t map_line(std::uint32_t number, std::array<char, 32>& line) {
  std::array<char, 12> digits{};
  std::size_t count = 0;
  do {
    digits.at(count++) = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number > 0);
  std::size_t size = 0;
  for (int twice = 0; twice < 2; ++twice) {
    for (std::size_t i = count; i > 0; --i) line.at(size++) = digits.at(i - 1);
    line.at(size++) = ' ';
  }
  line.at(size++) = '1';
  return size;
}

/// Our user and group, mapped to themselves: files look and behave as before.
bool map_identity(uid_t uid, gid_t gid) {
  // Only the owner of /proc/self may write there, and a process that hides its memory has none.
  ::prctl(PR_SET_DUMPABLE, 1);
  constexpr const char* deny = "deny";
  std::array<char, 32> line{};
  if (!write_text("/proc/self/setgroups", deny, std::strlen(deny))) return false;
  if (!write_text("/proc/self/uid_map", line.data(), map_line(uid, line))) return false;
  return write_text("/proc/self/gid_map", line.data(), map_line(gid, line));
}

/// Root keeps its rights over the files of others only outside a user namespace.
int enter_namespaces() {
  const uid_t uid = ::geteuid();
  const gid_t gid = ::getegid();
  const int user = uid == 0 ? 0 : CLONE_NEWUSER;
  if (::unshare(user | CLONE_NEWPID | CLONE_NEWNS) != 0) return errno;
  if (user != 0 && !map_identity(uid, gid)) return errno;
  return 0;
}

/// A process like by fork(), but a child of our parent; `number` is its pid in the namespace, 0 for
/// any.
pid_t fork_sibling(pid_t number) {
  clone_args arguments{};
  arguments.flags = CLONE_PARENT;
  if (number > 0) {
    arguments.set_tid = reinterpret_cast<std::uintptr_t>(&number);
    arguments.set_tid_size = 1;
  }
  return static_cast<pid_t>(::syscall(SYS_clone3, &arguments, sizeof(arguments)));
}

/// The namespace's first process. Never returns.
[[noreturn]] void be_init(int channel) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_NAME, "eardrum-init");
  // We are a copy of the kit, in reach of the testee: what the kit knows stays closed, and the
  // environment, which root could still read, is gone.
  ::prctl(PR_SET_DUMPABLE, 0);
  for (char** entry = environ; *entry != nullptr; ++entry) {
    ::explicit_bzero(*entry, std::strlen(*entry));
  }
  ::setsid();
  Readiness ready;
  struct stat status{};
  if (::mount(nullptr, "/", nullptr, MS_REC | MS_SLAVE, nullptr) != 0 ||
      ::mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) != 0 ||
      ::stat("/proc/self/ns/pid", &status) != 0) {
    ready.error = errno;
  }
  ready.number = status.st_ino;
  struct sigaction ignore{};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGCHLD, &ignore, nullptr);  // the kernel reaps for us
  [[maybe_unused]] const auto told = ::write(channel, &ready, sizeof(ready));
  // Without the word of the one who made us, the kit may have died before it could be tied to us.
  char word = 0;
  if (::read(channel, &word, 1) != 1 || word != go_on) ::_exit(1);
  [[maybe_unused]] const int moved = ::chdir("/");
  ::syscall(SYS_close_range, 0U, ~0U, 0U);
  while (true) ::pause();
}

Readiness take_readiness(int channel) {
  Readiness ready;
  if (::read(channel, &ready, sizeof(ready)) != sizeof(ready)) ready.error = ESRCH;
  return ready;
}

/// Starts the first process and waits until it has put /proc in place; 0 or an error number.
int start_init(pid_t parent, NamespacePids& pids) {
  std::array<int, 2> ends{-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return errno;
  pids.init = fork_sibling(0);
  if (pids.init < 0) return errno;
  if (pids.init == 0) {
    ::close(ends[0]);
    be_init(ends[1]);
  }
  ::close(ends[1]);
  auto ready = take_readiness(ends[0]);
  if (::getppid() != parent) ready.error = ESRCH;
  pids.number = ready.number;
  if (ready.error == 0 && ::send(ends[0], &go_on, 1, MSG_NOSIGNAL) != 1) ready.error = errno;
  ::close(ends[0]);
  return ready.error;
}

}  // namespace

int move_into_pid_namespace(pid_t parent, int report) {
  if (const int error = enter_namespaces(); error != 0) return error;
  NamespacePids pids;
  if (const int error = start_init(parent, pids); error != 0) {
    // It has ended or will at once; the kit shall reap it.
    [[maybe_unused]] const auto told = ::write(report, &pids, sizeof(pids));
    return error;
  }
  // Programs put their pid into the names of files that they share with others of their kind, and
  // every namespace begins to count anew. Ours is unique among the testees of all kits.
  pids.testee = fork_sibling(::getpid());
  if (pids.testee < 0) pids.testee = fork_sibling(0);
  if (pids.testee == 0) return 0;
  const int error = pids.testee < 0 ? errno : 0;
  if (error != 0) ::kill(pids.init, SIGKILL);
  [[maybe_unused]] const auto told = ::write(report, &pids, sizeof(pids));
  if (error != 0) return error;
  ::_exit(0);
}

int try_pid_namespace() {
  if (const int error = enter_namespaces(); error != 0) return error;
  std::array<int, 2> ends{-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return errno;
  const pid_t init = ::fork();
  if (init < 0) return errno;
  if (init == 0) {
    ::close(ends[0]);
    be_init(ends[1]);
  }
  ::close(ends[1]);
  const auto ready = take_readiness(ends[0]);
  ::close(ends[0]);  // and so it ends
  ::waitpid(init, nullptr, 0);
  return ready.error;
}

}  // namespace eardrum::conformance
