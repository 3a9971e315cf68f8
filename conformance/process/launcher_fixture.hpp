// Shared code of the tests of the launcher: small servers in Python, a fixture that finds processes
// which were left behind, and functions for starts that must succeed and starts that must fail.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include "eardrum/conformance/observation/descriptor.hpp"
#include "eardrum/conformance/observation/free_port.hpp"
#include "eardrum/conformance/observation/ip_address.hpp"
#include "eardrum/conformance/observation/proc_file.hpp"
#include "eardrum/conformance/observation/process_tree.hpp"
#include "eardrum/conformance/process/launcher.hpp"
#include "eardrum/conformance/process/output_ring.hpp"

namespace eardrum::conformance {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

/// Listens on HOST:PORT of its arguments and answers every connection with "hello".
inline constexpr auto server = R"(
import socket, sys
family = socket.AF_INET6 if ':' in sys.argv[1] else socket.AF_INET
s = socket.socket(family)
s.bind((sys.argv[1], int(sys.argv[2])))
s.listen()
)";
inline constexpr auto serve = R"(
while True:
  c, _ = s.accept()
  c.sendall(b'hello')
  c.close()
)";

// Starts a daemon in another session. If the Python variable CLEAN is set, the daemon runs with the
// environment DAEMON=CLEAN alone. The daemon has left the session when the script continues.
inline constexpr auto daemon = R"(
import os, time
if os.fork() == 0:
  os.setsid()
  if os.fork() == 0:
    if CLEAN: os.execve('/bin/sleep', ['sleep', '1000'], {'DAEMON': str(CLEAN)})
    os.write(1, b'daemon')
    time.sleep(1000)
  os._exit(0)
os.wait()
)";

inline LaunchSpec python(const std::string& script) {
  LaunchSpec spec;
  spec.command = {"python3", "-c", script, "{host}", "{port}"};
  return spec;
}

inline LaunchSpec shell(const std::string& script) {
  LaunchSpec spec;
  spec.command = {"sh", "-c", script};
  return spec;
}

inline bool becomes(const auto& condition) {
  const auto deadline = steady_clock::now() + std::chrono::seconds(20);
  while (steady_clock::now() < deadline) {
    if (condition()) return true;
    ::poll(nullptr, 0, 1);
  }
  return false;
}

inline std::string greeting(const Address& address) {
  const SocketAddress target(*IpAddress::parse(address.host), address.port);
  const Descriptor fd(::socket(target.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (::connect(fd.get(), target.get(), target.size) != 0) return "refused";
  std::string out(5, '\0');
  const auto size = ::recv(fd.get(), out.data(), out.size(), MSG_WAITALL);
  out.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  return out;
}

inline std::string out_of(const TesteeOutput& output) {
  return std::string(output.out.for_judging());
}

inline std::string err_of(const TesteeOutput& output) {
  return std::string(output.err.for_judging());
}

/// Processes that carry the mark of a testee of this process.
inline std::vector<pid_t> marked_processes() {
  const auto mark = "EARDRUM_TESTEE_ID=" + std::to_string(::getpid()) + "-";
  std::vector<pid_t> out;
  for (const auto& one : all_processes()) {
    const auto environment = read_proc_file("/proc/" + std::to_string(one.pid) + "/environ");
    if (environment && environment->contains(mark)) out.push_back(one.pid);
  }
  return out;
}

inline std::size_t open_descriptors() {
  return numbers_in_folder("/proc/self/fd")->size();
}

class Launcher : public testing::Test {
 protected:
  void TearDown() override {
    EXPECT_THAT(marked_processes(), testing::IsEmpty());
    siginfo_t info{};
    EXPECT_EQ(::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT), -1) << "a child is left";
    EXPECT_EQ(errno, ECHILD);
  }

  /// Starts a testee; the start must succeed.
  static std::unique_ptr<Testee> start(const LaunchSpec& spec) {
    auto started = launch(spec);
    if (started) return std::move(*started);
    ADD_FAILURE() << started.error().sentence << "\n" << started.error().output.err.visible();
    return nullptr;
  }

  /// Starts a testee; the start must fail.
  static StartFailure failure(const LaunchSpec& spec) {
    auto started = launch(spec);
    if (!started) return std::move(started.error());
    ADD_FAILURE() << "it started";
    return {};
  }
};

class LauncherWithFolder : public Launcher {
 protected:
  void SetUp() override {
    std::string name = std::filesystem::temp_directory_path() / "eardrum-launcher-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override {
    std::filesystem::remove_all(folder_);
    Launcher::TearDown();
  }
  std::string write(const std::string& name, const std::string& text, mode_t mode) const {
    const auto path = folder_ / name;
    std::ofstream(path) << text;
    EXPECT_EQ(::chmod(path.c_str(), mode), 0);
    return path;
  }
  std::filesystem::path folder_;
};

}  // namespace eardrum::conformance
