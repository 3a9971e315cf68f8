#include "eardrum/conformance/process/spawn.hpp"

#include <grp.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/process/v2/process.hpp>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <span>
#include <utility>

#include "eardrum/conformance/process/pid_namespace.hpp"
#include "eardrum/conformance/verdict/testee_bytes.hpp"

namespace eardrum::conformance {
namespace {

namespace process = boost::process::v2;

/// Where the kernel counts them for the testee alone, and not for all that its user runs. A thread
/// for each of a thousand connections is honest.
constexpr rlim_t processes_max = 4096;

/// What happens between fork and exec. Other threads of the kit may hold any lock at that moment,
/// so on_exec_setup makes system calls only.
struct ChildSetup {
  int in;
  int out;
  int err;
  const char* working_directory;  // null: ours
  const char* const* environment;
  pid_t parent;
  int report;  // where move_into_pid_namespace() reports; -1: no namespace
  std::uint64_t file_bytes_max;
  std::optional<std::uint32_t> uid;

  template <typename Launcher>
  process::error_code on_setup(Launcher& launcher, const process::filesystem::path&,
                               const char* const*&) {
    launcher.env = environment;
    return {};
  }

  template <typename Launcher>
  process::error_code on_exec_setup(Launcher&, const process::filesystem::path&,
                                    const char* const*&) {
    ::setsid();
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(1);  // the kit died before it could be tied to us
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    limit(RLIMIT_CORE, 0);
    if (file_bytes_max > 0) limit(RLIMIT_FSIZE, file_bytes_max);
    if (report >= 0) {
      if (const int error = move_into_pid_namespace(parent, report); error != 0) {
        errno = error;
        return last_error();
      }
      ::setsid();  // this is another process now
      if (::geteuid() != 0) limit(RLIMIT_NPROC, processes_max);
    }
    if (uid) {
      if (::setgroups(0, nullptr) != 0 || ::setresgid(*uid, *uid, *uid) != 0 ||
          ::setresuid(*uid, *uid, *uid) != 0) {
        return last_error();
      }
      limit(RLIMIT_NPROC, processes_max);
    }
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // neither a child nor another user inherits it
    reset_signals();
    if (::dup2(in, STDIN_FILENO) < 0 || ::dup2(out, STDOUT_FILENO) < 0 ||
        ::dup2(err, STDERR_FILENO) < 0) {
      return last_error();
    }
    if (working_directory != nullptr && ::chdir(working_directory) != 0) return last_error();
    // Boost closes only what lies above its own pipe. That pipe reports a failed exec, so nothing
    // may be closed before it.
    ::syscall(SYS_close_range, 3U, ~0U, static_cast<unsigned>(CLOSE_RANGE_CLOEXEC));
    return {};
  }

  // Boost would go on to exit(), which runs our own destructors and exit handlers in the child.
  template <typename... Ignored>
  void on_exec_error(Ignored&&...) {
    ::_exit(1);
  }

 private:
  static process::error_code last_error() { return {errno, boost::system::system_category()}; }

  static void limit(__rlimit_resource_t resource, rlim_t most) {
    rlimit now{};
    ::getrlimit(resource, &now);
    now.rlim_max = std::min(now.rlim_max, most);
    now.rlim_cur = std::min(now.rlim_cur, now.rlim_max);
    ::setrlimit(resource, &now);
  }

  static void reset_signals() {
    struct sigaction normal{};
    normal.sa_handler = SIG_DFL;
    for (int signal = 1; signal < NSIG; ++signal) ::sigaction(signal, &normal, nullptr);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
  }
};

/// Both ends lie above stdio, so that dup2 in the child cannot overwrite one of them.
std::array<Descriptor, 2> pipe_above_stdio() {
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {};
  std::array<Descriptor, 2> out;
  for (std::size_t i = 0; i < 2; ++i) {
    const Descriptor low(ends.at(i));
    out.at(i) = Descriptor(::fcntl(low.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
  }
  return out;
}

std::string quoted(const std::string& word) {
  return "\"" + visible(word) + "\"";
}

std::string in_directory(const std::string& path, const std::string& directory) {
  return directory.empty() || path.starts_with('/') ? path : directory + "/" + path;
}

bool is_file(const std::string& path) {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

/// The value of PATH as the testee will have it.
std::string search_path(const std::vector<std::string>& environment) {
  constexpr std::string_view name = "PATH=";
  const auto found = std::ranges::find_if(
      environment, [name](const std::string& entry) { return entry.starts_with(name); });
  return found == environment.end() ? "/usr/local/bin:/usr/bin:/bin" : found->substr(name.size());
}

/// The file to execute, or why there is none.
std::expected<std::string, std::string> find_program(const Program& program) {
  const auto& name = program.command.front();
  std::vector<std::string> candidates;
  if (name.contains('/')) {
    candidates.push_back(in_directory(name, program.working_directory));
  } else {
    const auto path = search_path(program.environment);
    for (std::size_t begin = 0; begin <= path.size();) {
      const auto end = std::min(path.find(':', begin), path.size());
      const auto folder = path.substr(begin, end - begin);
      candidates.push_back(
          in_directory((folder.empty() ? "." : folder) + "/" + name, program.working_directory));
      begin = end + 1;
    }
  }
  bool exists = false;
  for (const auto& candidate : candidates) {
    if (!is_file(candidate)) continue;
    // As root, access() grants execution if anybody has it, which is what exec asks for too.
    if (::access(candidate.c_str(), X_OK) == 0) return candidate;
    exists = true;
  }
  if (exists) return std::unexpected(quoted(name) + " is a file without permission to execute it");
  if (name.contains('/')) return std::unexpected("there is no program " + quoted(name));
  return std::unexpected("there is no program " + quoted(name) + " in PATH");
}

/// Why exec refused a file that exists and may be executed.
std::string exec_failure(const std::string& path, int error) {
  std::ifstream file(path, std::ios::binary);
  std::string first_line;
  first_line.resize(256);
  file.read(first_line.data(), static_cast<std::streamsize>(first_line.size()));
  first_line.resize(static_cast<std::size_t>(file.gcount()));
  first_line.resize(std::min(first_line.find('\n'), first_line.size()));
  if ((error == ENOENT || error == EACCES) && first_line.starts_with("#!")) {
    const auto begin = std::min(first_line.find_first_not_of(" \t", 2), first_line.size());
    const auto end = std::min(first_line.find_first_of(" \t\r", begin), first_line.size());
    // A CR before the line end is the usual reason why a script that looks right fails.
    const auto* carriage_return =
        first_line.contains('\r') ? " (its first line ends with a carriage return)" : "";
    return quoted(path) + " asks for the interpreter " +
           quoted(first_line.substr(begin, end - begin)) + ", which cannot be started" +
           carriage_return;
  }
  if (error == ENOEXEC) {
    return quoted(path) + " is neither a program for this machine nor a script with a \"#!\" line";
  }
  return quoted(path) + " could not be started: " + std::strerror(error);
}

/// What the child that made the namespace said before it ended.
NamespacePids take_report(int fd) {
  NamespacePids pids;
  while (::read(fd, &pids, sizeof(pids)) < 0 && errno == EINTR) {
  }
  return pids;
}

std::vector<const char*> pointers(const std::vector<std::string>& words) {
  std::vector<const char*> out;
  out.reserve(words.size() + 1);
  for (const auto& word : words) out.push_back(word.c_str());
  out.push_back(nullptr);
  return out;
}

}  // namespace

std::expected<Spawned, std::string> spawn(const Program& program) {
  if (program.command.empty()) return std::unexpected("the command is empty");
  const auto& directory = program.working_directory;
  if (!directory.empty() && ::access(directory.c_str(), X_OK) != 0) {
    return std::unexpected("the working directory " + quoted(directory) +
                           " cannot be entered: " + std::strerror(errno));
  }
  const auto file = find_program(program);
  if (!file) return std::unexpected(file.error());

  auto out = pipe_above_stdio();
  auto err = pipe_above_stdio();
  // Servers of beginners wait for a key to end them; /dev/null would end them at once.
  auto endless = program.in < 0 ? pipe_above_stdio() : std::array<Descriptor, 2>{};
  const int source = program.in < 0 ? endless[0].get() : program.in;
  const Descriptor in(::fcntl(source, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
  if (!out[1].open() || !err[1].open() || !in.open()) {
    return std::unexpected(std::string("no pipes for the testee: ") + std::strerror(errno));
  }
  std::array<Descriptor, 2> report;
  if (program.own_pid_namespace) report = pipe_above_stdio();
  const auto environment = pointers(program.environment);
  ChildSetup setup{.in = in.get(),
                   .out = out[1].get(),
                   .err = err[1].get(),
                   .working_directory = directory.empty() ? nullptr : directory.c_str(),
                   .environment = environment.data(),
                   .parent = ::getpid(),
                   .report = report[1].get(),
                   .file_bytes_max = program.file_bytes_max,
                   .uid = program.uid};

  // chdir comes before exec, so the path must not be relative to us. Symbolic links stay: Python
  // finds its virtual environment by the path it was started with.
  const auto path = std::filesystem::absolute(*file).string();
  boost::asio::io_context context;
  process::posix::default_launcher launcher;
  boost::system::error_code error;
  const std::span arguments(program.command.begin() + 1, program.command.end());
  auto child = launcher(context.get_executor(), error, path, arguments, setup);
  NamespacePids pids;
  if (program.own_pid_namespace) {
    report[1].close();
    pids = take_report(report[0].get());
  }
  if (error) {
    // Boost leaves the child that could not exec behind as a zombie.
    if (pids.init > 0) ::kill(pids.init, SIGKILL);
    for (const pid_t one : {launcher.pid, pids.testee, pids.init}) {
      if (one > 0) ::waitpid(one, nullptr, 0);
    }
    if (program.own_pid_namespace && pids.testee <= 0) {
      return std::unexpected(std::string("no namespace could be made for the testee: ") +
                             std::strerror(error.value()));
    }
    return std::unexpected(exec_failure(path, error.value()));
  }
  pid_t pid = child.id();
  child.detach();
  if (program.own_pid_namespace) ::waitpid(std::exchange(pid, pids.testee), nullptr, 0);
  Spawned spawned{.pid = pid,
                  .pidfd = Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))),
                  .init = pids.init,
                  .pid_namespace = pids.number,
                  .in = std::move(endless[1]),
                  .out = std::move(out[0]),
                  .err = std::move(err[0])};
  ::fcntl(spawned.out.get(), F_SETFL, O_NONBLOCK);
  ::fcntl(spawned.err.get(), F_SETFL, O_NONBLOCK);
  return spawned;
}

}  // namespace eardrum::conformance
