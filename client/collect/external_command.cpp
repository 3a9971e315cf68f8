#include "eardrum/client/collect/external_command.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <optional>
#include <system_error>

#include "eardrum/client/collect/words.hpp"
#include "eardrum/client/delivery/lines.hpp"

namespace eardrum::client {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t output_bytes_max = std::size_t{1} << 20U;

/// The reading end of a pipe to a process group that is killed when this ends.
struct Running {
  pid_t process = -1;
  int output = -1;

  Running() = default;
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    if (output >= 0) close(output);
    if (process > 0) (void)end();
  }

  /// Kills what is left of the group; how the shell itself ended.
  int end() {
    kill(-process, SIGKILL);
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    process = -1;
    return status;
  }
};

/// Zero, or why it could not be started.
int start(const std::string& command, Running& running) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return errno;
  running.output = ends[0];
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);  // this program blocks the signals that it waits for; the command must not
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
  std::string shell = "sh";
  std::string option = "-c";
  std::string text = command;
  const std::array<char*, 4> words{shell.data(), option.data(), text.data(), nullptr};
  const int error =
      posix_spawn(&running.process, "/bin/sh", &actions, &attributes, words.data(), environ);
  if (error != 0) running.process = -1;
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  return error;
}

/// Reads until the output is closed; else why not.
std::optional<std::string> read_all(int output, Clock::time_point deadline, std::string& text) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return "was not done in time";
    pollfd waiting{.fd = output, .events = POLLIN, .revents = 0};
    if (poll(&waiting, 1, static_cast<int>(left)) <= 0) continue;
    std::array<char, std::size_t{16} * 1024> bytes;
    const auto size = read(output, bytes.data(), bytes.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return std::nullopt;
    text.append(bytes.data(), static_cast<std::size_t>(size));
    if (text.size() > output_bytes_max) return "wrote more than 1 MiB";
  }
}

/// Whether the shell has ended by itself before the deadline; it stays to be waited for.
bool ended(pid_t process, Clock::time_point deadline) {
  // Its output is closed: the end is near, unless it closed its output to go on in silence.
  constexpr useconds_t pause_us = 1'000;
  for (;;) {
    siginfo_t info{};
    const int error = waitid(P_PID, static_cast<id_t>(process), &info, WEXITED | WNOHANG | WNOWAIT);
    if (error == 0 && info.si_pid == process) return true;
    if (Clock::now() >= deadline) return false;
    usleep(pause_us);
  }
}

}  // namespace

std::expected<std::string, std::string> run_command(const std::string& command,
                                                    std::chrono::milliseconds limit) {
  const auto deadline = Clock::now() + limit;
  Running running;
  if (const int error = start(command, running); error != 0) {
    return std::unexpected("cannot be started: " + std::generic_category().message(error));
  }
  std::string text;
  if (auto wrong = read_all(running.output, deadline, text)) {
    return std::unexpected(*std::move(wrong));
  }
  if (!ended(running.process, deadline)) return std::unexpected("was not done in time");
  const int status = running.end();
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return text;
  if (WIFEXITED(status)) {
    return std::unexpected("exited with " + std::to_string(WEXITSTATUS(status)));
  }
  return std::unexpected("was ended by signal " + std::to_string(WTERMSIG(status)));
}

CommandLines read_command_lines(std::string_view output, std::int64_t tick) {
  CommandLines found;
  for (const auto line : lines_of(output)) {
    const auto words = words_of(line);
    if (words.empty() || words.front().starts_with('#')) continue;
    auto sample = read_carbon_line(line, tick);
    if (sample) {
      found.samples.push_back(*std::move(sample));
    } else {
      found.refused.push_back(std::move(sample.error()));
    }
  }
  return found;
}

}  // namespace eardrum::client
