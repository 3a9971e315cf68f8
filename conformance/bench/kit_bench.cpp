// The whole kit: a full run against the reference server beside a bare ping-pong.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "eardrum/conformance/bench/benches.hpp"
#include "eardrum/conformance/report/formats/json.hpp"

extern char** environ;

namespace eardrum::conformance::bench {
namespace {

constexpr long kit_memory_max_kib = 200L * 1024;  // what the kit promises to stay under

/// One full run, its report in `json_path`. Returns the kit's peak memory in KiB.
long check(const Programs& programs, const std::string& json_path) {
  std::vector<std::string> words{programs.kit, "check",        "--color", "never",
                                 "--json",     json_path,      "--",      programs.server,
                                 "--listen",   "{host}:{port}"};
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t quietly;
  ::posix_spawn_file_actions_init(&quietly);
  ::posix_spawn_file_actions_addopen(&quietly, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t pid = 0;
  const int failed =
      ::posix_spawn(&pid, programs.kit.c_str(), &quietly, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&quietly);
  if (failed != 0) throw std::runtime_error("cannot start " + programs.kit);
  int status = 0;
  rusage usage{};
  if (::wait4(pid, &status, 0, &usage) != pid || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw std::runtime_error("the reference server does not pass, or the kit could not run");
  return usage.ru_maxrss;
}

}  // namespace

std::vector<Comparison> kit_comparisons(const Programs& programs, const Address& responder) {
  char path[] = "/tmp/eardrum-bench-XXXXXX";
  const int file = ::mkstemp(path);
  if (file < 0) throw std::runtime_error("cannot make a temporary file");
  ::close(file);
  const auto peak_kib = check(programs, path);
  std::ifstream in(path);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  ::unlink(path);
  const auto report = read_json_report(text);
  if (!report) throw std::runtime_error(report.error());

  std::printf(
      "A full run against eardrum-server: %zu cases (sessions x deliveries), "
      "%llu exchanges, %.1f s\n",
      report->cases.size(), static_cast<unsigned long long>(report->exchanges),
      std::chrono::duration<double>(report->elapsed).count());
  std::printf("The kit's peak memory: %.1f MiB, %.2f of the 200 MiB it may take\n",
              static_cast<double>(peak_kib) / 1024,
              static_cast<double>(peak_kib) / kit_memory_max_kib);
  const auto count = report->exchanges;
  return {{"Kit: a full run against eardrum-server",
           "exchange",
           static_cast<double>(count),
           {{"eardrum check", [=] { check(programs, "/dev/null"); }},
            {"bare ping-pong, as many exchanges", [=] { bare_ping_pong(responder, count); }}}}};
}

}  // namespace eardrum::conformance::bench
