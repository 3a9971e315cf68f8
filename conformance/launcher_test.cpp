// Real programs, started and ended: mostly Python and shell one-liners. After each test no process
// that descends from it is left, dead or alive.
#include "eardrum/conformance/launcher.hpp"

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

#include "eardrum/conformance/descriptor.hpp"
#include "eardrum/conformance/free_port.hpp"
#include "eardrum/conformance/ip_address.hpp"
#include "eardrum/conformance/output_ring.hpp"
#include "eardrum/conformance/proc_file.hpp"
#include "eardrum/conformance/process_tree.hpp"

namespace eardrum::conformance {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

/// Listens on HOST:PORT of its arguments and answers every connection with "hello".
constexpr auto server = R"(
import socket, sys
family = socket.AF_INET6 if ':' in sys.argv[1] else socket.AF_INET
s = socket.socket(family)
s.bind((sys.argv[1], int(sys.argv[2])))
s.listen()
)";
constexpr auto serve = R"(
while True:
  c, _ = s.accept()
  c.sendall(b'hello')
  c.close()
)";

// Needs CLEAN: whether the daemon clears its environment. The session is left when this goes on.
constexpr auto daemon = R"(
import os, time
if os.fork() == 0:
  os.setsid()
  if os.fork() == 0:
    if CLEAN: os.execve('/bin/sleep', ['sleep', '1000'], {'DAEMON': '1'})
    os.write(1, b'daemon')
    time.sleep(1000)
  os._exit(0)
os.wait()
)";

LaunchSpec python(const std::string& script) {
  LaunchSpec spec;
  spec.command = {"python3", "-c", script, "{host}", "{port}"};
  return spec;
}

LaunchSpec shell(const std::string& script) {
  LaunchSpec spec;
  spec.command = {"sh", "-c", script};
  return spec;
}

bool becomes(const auto& condition) {
  const auto deadline = steady_clock::now() + std::chrono::seconds(20);
  while (steady_clock::now() < deadline) {
    if (condition()) return true;
    ::poll(nullptr, 0, 1);
  }
  return false;
}

std::string greeting(const Address& address) {
  const SocketAddress target(*IpAddress::parse(address.host), address.port);
  const Descriptor fd(::socket(target.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (::connect(fd.get(), target.get(), target.size) != 0) return "refused";
  std::string out(5, '\0');
  const auto size = ::recv(fd.get(), out.data(), out.size(), MSG_WAITALL);
  out.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  return out;
}

std::string out_of(const TesteeOutput& output) {
  return std::string(output.out.for_judging());
}

std::string err_of(const TesteeOutput& output) {
  return std::string(output.err.for_judging());
}

/// Processes that carry the mark of a testee of this process.
std::vector<pid_t> marked_processes() {
  const auto mark = "EARDRUM_TESTEE_ID=" + std::to_string(::getpid()) + "-";
  std::vector<pid_t> out;
  for (const auto& one : all_processes()) {
    const auto environment = read_proc_file("/proc/" + std::to_string(one.pid) + "/environ");
    if (environment && environment->contains(mark)) out.push_back(one.pid);
  }
  return out;
}

std::size_t open_descriptors() {
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

  /// Starts what must start.
  static std::unique_ptr<Testee> start(const LaunchSpec& spec) {
    auto started = launch(spec);
    if (started) return std::move(*started);
    ADD_FAILURE() << started.error().sentence << "\n" << started.error().output.err.visible();
    return nullptr;
  }

  /// Starts what must not.
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

// ---- readiness

TEST_F(Launcher, ReturnsAServerThatTakesConnections) {
  const auto testee = start(python(std::string(server) + serve));
  ASSERT_TRUE(testee);
  EXPECT_EQ(testee->address().host, "127.0.0.1");
  EXPECT_EQ(greeting(testee->address()), "hello");
  EXPECT_EQ(testee->exited(), std::nullopt);
  EXPECT_GT(testee->startup().count(), 0);
  EXPECT_EQ(testee->stop().signal, SIGTERM);
  EXPECT_EQ(greeting(testee->address()), "refused");
}

TEST_F(Launcher, OpensNoConnectionToSeeThatItListens) {
  const auto testee =
      start(python(std::string(server) + "s.setblocking(False)\n"
                                         "import time\n"
                                         "print('up', flush=True)\n"
                                         "try:\n"
                                         "  while True:\n"
                                         "    try: s.accept(); print('connection', flush=True)\n"
                                         "    except BlockingIOError: time.sleep(0.001)\n"
                                         "finally: pass"));
  ASSERT_TRUE(testee);
  ASSERT_TRUE(becomes([&] { return !testee->output().out.empty(); }));
  testee->stop();
  EXPECT_EQ(out_of(testee->output()), "up\n");
}

TEST_F(Launcher, WaitsForAServerThatIsSlowToListen) {
  const auto testee = start(python("import time; time.sleep(0.2)\n" + std::string(server) + serve));
  ASSERT_TRUE(testee);
  EXPECT_GE(testee->startup(), milliseconds(200));
  EXPECT_EQ(greeting(testee->address()), "hello");
}

TEST_F(Launcher, SeesAServerThatListensInAChild) {
  auto spec = shell("python3 -c \"$1\" {host} {port} & wait");
  spec.command.insert(spec.command.end(), {"sh", std::string(server) + serve});
  const auto testee = start(spec);
  ASSERT_TRUE(testee);
  EXPECT_EQ(greeting(testee->address()), "hello");
}

TEST_F(Launcher, TakesAServerOnEveryAddressForOneOnLoopback) {
  auto spec = python(std::string(server) + serve);
  spec.command[3] = "0.0.0.0";
  const auto testee = start(spec);
  ASSERT_TRUE(testee);
  EXPECT_EQ(greeting(testee->address()), "hello");
}

TEST_F(Launcher, StartsAServerOnIpv6) {
  auto spec = python(std::string(server) + serve);
  spec.host = "::1";
  const auto testee = start(spec);
  ASSERT_TRUE(testee);
  EXPECT_THAT(testee->address().text(), StartsWith("[::1]:"));
  EXPECT_EQ(greeting(testee->address()), "hello");
}

TEST_F(Launcher, StartsAServerByHostName) {
  auto spec = python(std::string(server) + serve);
  spec.host = "localhost";
  const auto testee = start(spec);
  ASSERT_TRUE(testee);
  EXPECT_EQ(greeting(testee->address()), "hello");
}

TEST_F(Launcher, NamesAnUnknownHost) {
  auto spec = python("");
  spec.host = "no such host";
  EXPECT_EQ(failure(spec).sentence, "the host \"no such host\" is unknown");
}

TEST_F(Launcher, ChoosesAnotherPortForEachStart) {
  std::set<std::uint16_t> ports;
  for (int i = 0; i < 200; ++i) ports.insert(free_port().value_or(0));
  EXPECT_EQ(ports.size(), 200U);
  EXPECT_FALSE(ports.contains(0));
}

// ---- what cannot be started

TEST_F(Launcher, NamesAMissingProgram) {
  EXPECT_EQ(failure({.command = {"no-such-program"}}).sentence,
            "there is no program \"no-such-program\" in PATH");
  EXPECT_EQ(failure({.command = {"/no/such/program"}}).sentence,
            "there is no program \"/no/such/program\"");
  EXPECT_EQ(failure({.command = {}}).sentence, "the command is empty");
}

TEST_F(LauncherWithFolder, NamesAMissingInterpreter) {
  const auto path = write("server", "#!/no/such/interpreter -x\n", 0755);
  EXPECT_EQ(failure({.command = {path}}).sentence,
            "\"" + path +
                "\" asks for the interpreter \"/no/such/interpreter\", which cannot be started");
  const auto dos = write("dos", "#!/bin/sh\r\nexit 3\r\n", 0755);
  EXPECT_THAT(failure({.command = {dos}}).sentence, HasSubstr("ends with a carriage return"));
}

TEST_F(LauncherWithFolder, NamesAFileThatMayNotBeExecuted) {
  const auto path = write("server", "#!/bin/sh\n", 0644);
  EXPECT_EQ(failure({.command = {path}}).sentence,
            "\"" + path + "\" is a file without permission to execute it");
}

TEST_F(LauncherWithFolder, NamesAFileThatIsNoProgram) {
  const auto path = write("server", "hello\n", 0755);
  EXPECT_THAT(failure({.command = {path}}).sentence, HasSubstr("neither a program"));
}

TEST_F(LauncherWithFolder, StartsInTheWorkingDirectory) {
  write("serve.sh", "#!/bin/sh\npwd >&2\nexit 3\n", 0755);
  const auto out = failure({.command = {"./serve.sh"}, .working_directory = folder_});
  EXPECT_THAT(out.sentence, StartsWith("serve.sh exited with code 3"));
  EXPECT_EQ(err_of(out.output), std::filesystem::canonical(folder_).string() + "\n");
}

TEST_F(Launcher, NamesAMissingWorkingDirectory) {
  EXPECT_THAT(failure({.command = {"sh"}, .working_directory = "/no/such"}).sentence,
              StartsWith("the working directory \"/no/such\" cannot be entered"));
}

TEST_F(Launcher, LeaksNoDescriptorAndNoThreadWhenStartsFail) {
  failure({.command = {"no-such-program"}});  // opens what stays open: netlink, random
  failure(shell("exit 1"));
  const auto before = open_descriptors();
  for (int i = 0; i < 3; ++i) {
    failure({.command = {"no-such-program"}});
    failure(shell("exit 1"));
  }
  EXPECT_EQ(open_descriptors(), before);
}

// ---- what starts but does not serve

TEST_F(Launcher, ReportsAnEarlyExitWithItsWords) {
  const auto out = failure(shell("echo out; echo sorry >&2; exit 7"));
  EXPECT_THAT(out.sentence, StartsWith("sh exited with code 7 before it listened on 127.0.0.1:"));
  EXPECT_EQ(out_of(out.output), "out\n");
  EXPECT_EQ(err_of(out.output), "sorry\n");
}

TEST_F(Launcher, ReportsADeathBySignal) {
  EXPECT_THAT(failure(shell("kill -SEGV $$")).sentence,
              StartsWith("sh was killed by signal 11 (Segmentation fault) before it listened"));
}

TEST_F(Launcher, ReportsAnAddressInUse) {
  EXPECT_THAT(failure(shell("echo 'OSError: Address already in use' >&2; exit 1")).sentence,
              EndsWith("; its output says that an address is in use"));
}

TEST_F(Launcher, ReportsAProgramThatPutsItselfInTheBackground) {
  EXPECT_THAT(failure(python("CLEAN = False" + std::string(daemon))).sentence,
              EndsWith("and left 1 processes running; it must stay in the foreground"));
}

TEST_F(Launcher, ReportsAServerThatNeverListens) {
  auto spec = python("import time\nprint('up', flush=True)\ntime.sleep(1000)");
  spec.start_timeout = milliseconds(300);
  const auto out = failure(spec);
  EXPECT_THAT(out.sentence, AllOf(StartsWith("python3 is running, but nothing of it listens on "),
                                  EndsWith(" after 300 ms")));
}

TEST_F(Launcher, SaysWhereAServerListensInstead) {
  const auto port = std::to_string(*free_port());
  auto spec = python(std::string(server) + "print('up', flush=True)\n" + serve);
  spec.command[4] = port;
  // It is seen once the time allowed is longer than the program takes to get there.
  std::string sentence;
  for (spec.start_timeout = milliseconds(500); spec.start_timeout < milliseconds(20'000);
       spec.start_timeout *= 2) {
    sentence = failure(spec).sentence;
    if (!sentence.ends_with(" ms")) break;
  }
  EXPECT_THAT(sentence, EndsWith("; it listens on 127.0.0.1:" + port + "; use --port " + port));
}

TEST_F(Launcher, RefusesAFixedPortThatSomebodyHolds) {
  const auto first = start(python(std::string(server) + serve));
  ASSERT_TRUE(first);
  auto spec = python(std::string(server) + serve);
  spec.fixed_port = first->address().port;
  EXPECT_EQ(failure(spec).sentence, "another process (pid " + std::to_string(first->pid()) +
                                        ", python3) already listens on " + first->address().text());
}

TEST_F(Launcher, StartsOnAFixedPort) {
  auto spec = python(std::string(server) + serve);
  spec.fixed_port = free_port();
  const auto testee = start(spec);
  ASSERT_TRUE(testee);
  EXPECT_EQ(testee->address().port, *spec.fixed_port);
}

// The address was free before the start; then somebody else took it.
TEST_F(Launcher, RefusesAServerThatIsNotTheTestees) {
  const auto port = *free_port();
  auto spec = shell("echo up; exec sleep 1000");
  spec.fixed_port = port;
  Descriptor stranger;
  spec.start_timeout = milliseconds(20'000);
  std::expected<std::unique_ptr<Testee>, StartFailure> started;
  std::jthread launching([&] { started = launch(spec); });
  ASSERT_TRUE(becomes([] { return !marked_processes().empty(); }));
  const SocketAddress address(*IpAddress::parse("127.0.0.1"), port);
  stranger = Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  ASSERT_EQ(::bind(stranger.get(), address.get(), address.size), 0);
  ASSERT_EQ(::listen(stranger.get(), 1), 0);
  launching.join();
  ASSERT_FALSE(started);
  EXPECT_THAT(started.error().sentence,
              AllOf(StartsWith("another process (pid " + std::to_string(::getpid())),
                    EndsWith("listens on 127.0.0.1:" + std::to_string(port) +
                             ", which is not the testee's")));
}

// ---- announced ports

LaunchSpec announcing(const std::string& line) {
  auto spec =
      python(std::string(server) + "port = s.getsockname()[1]\nprint('warming up')\nprint(" + line +
             ", flush=True)\n" + serve);
  spec.port_announced = true;
  return spec;
}

TEST_F(Launcher, ReadsTheAnnouncedPort) {
  for (const auto* line : {"'listening 127.0.0.1:%d' % port", "port", "'on 0.0.0.0:%d' % port"}) {
    const auto testee = start(announcing(line));
    ASSERT_TRUE(testee) << line;
    EXPECT_EQ(greeting(testee->address()), "hello");
  }
}

TEST_F(Launcher, RefusesAnAnnouncedPortThatIsNone) {
  for (const auto* line : {"'listening 127.0.0.1:0'", "'listening 127.0.0.1:99999'"}) {
    EXPECT_THAT(failure(announcing(line)).sentence, HasSubstr("no port from 1 to 65535"));
  }
}

TEST_F(Launcher, RefusesAnAnnouncedHostThatIsNotLoopback) {
  EXPECT_THAT(failure(announcing("'listening 192.0.2.1:80'")).sentence,
              HasSubstr("not on this machine's loopback"));
}

TEST_F(Launcher, RefusesAnAnnouncedPortOfSomebodyElse) {
  const auto other = start(python(std::string(server) + serve));
  ASSERT_TRUE(other);
  const auto out = failure(announcing("'listening " + other->address().text() + "'"));
  EXPECT_EQ(out.sentence, "the testee announced " + other->address().text() +
                              ", but another process (pid " + std::to_string(other->pid()) +
                              ", python3) listens there");
}

TEST_F(Launcher, ReportsAServerThatAnnouncesNothing) {
  auto spec = announcing("'hello'");
  spec.start_timeout = milliseconds(300);
  EXPECT_THAT(failure(spec).sentence, HasSubstr("announced no port on its stdout within 300 ms"));
}

// ---- what the testee is given

TEST_F(Launcher, ReplacesHostAndPortInEveryWord) {
  EXPECT_THAT(substitute({"{host}", "--listen={host}:{port}", "{port}{port}", "{ports}", "{"},
                         "{port}", "80"),
              testing::ElementsAre("{port}", "--listen={port}:80", "8080", "{ports}", "{"));
}

TEST_F(Launcher, TellsHostAndPortThroughTheEnvironment) {
  auto spec = shell("echo $EARDRUM_HOST $EARDRUM_PORT $EXTRA $1 $2; exit 1");
  spec.command.insert(spec.command.end(), {"sh", "{host}", "{port}"});
  spec.environment = {{"EXTRA", "more"}};
  spec.fixed_port = free_port();
  const auto port = std::to_string(*spec.fixed_port);
  EXPECT_EQ(out_of(failure(spec).output), "127.0.0.1 " + port + " more 127.0.0.1 " + port + "\n");
}

TEST_F(Launcher, FindsTheProgramInThePathOfTheTestee) {
  auto spec = shell("exit 1");
  spec.environment = {{"PATH", "/no/such"}};
  EXPECT_EQ(failure(spec).sentence, "there is no program \"sh\" in PATH");
}

TEST_F(Launcher, GivesAnEmptyInputAndNoOtherDescriptor) {
  const Descriptor careless(::open("/dev/null", O_RDONLY));  // NOLINT: not close-on-exec on purpose
  const auto out = failure(shell("cat; exec ls -l /proc/self/fd"));
  const auto listing = out_of(out.output);
  EXPECT_THAT(listing, HasSubstr(" 0 -> /dev/null"));
  // 3 is ls looking at the folder.
  EXPECT_EQ(std::ranges::count(listing, '>'), 4) << listing;
}

TEST_F(Launcher, GivesNormalSignalsASessionAndNoCoreDumps) {
  struct sigaction ignore{};
  struct sigaction before{};
  ignore.sa_handler = SIG_IGN;
  ASSERT_EQ(::sigaction(SIGPIPE, &ignore, &before), 0);
  const auto out =
      failure(shell("grep -E '^(SigBlk|SigIgn|NoNewPrivs)' /proc/self/status; ulimit -c; "
                    "cut -d' ' -f6 /proc/self/stat; echo $$; exit 1"));
  ASSERT_EQ(::sigaction(SIGPIPE, &before, nullptr), 0);
  const auto text = out_of(out.output);
  EXPECT_THAT(text, StartsWith("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n"
                               "NoNewPrivs:\t1\n0\n"));
  const auto lines = lines_of(text);
  ASSERT_EQ(lines.size(), 6U);
  EXPECT_EQ(lines[4], lines[5]);
}

// ---- output

TEST_F(Launcher, KeepsBothEndsOfAFloodAndCountsTheRest) {
  const auto flood_bytes = std::size_t{100} << 20;
  const auto testee =
      start(python("import os\nos.write(1, b'first')\nchunk = b'x' * (1 << 20)\n"
                   "for _ in range(100):\n"
                   "  rest = memoryview(chunk)\n"
                   "  while rest: rest = rest[os.write(1, rest):]\n"
                   "os.write(1, b'last')\n" +
                   std::string(server) + serve));
  ASSERT_TRUE(testee);
  const auto output = testee->output();
  EXPECT_EQ(output.out.size(), 2 * output_end_bytes_max);
  EXPECT_THAT(out_of(output), AllOf(StartsWith("firstxxx"), EndsWith("xxxlast")));
  EXPECT_EQ(output.out_dropped_bytes, 5 + flood_bytes + 4 - 2 * output_end_bytes_max);
  EXPECT_EQ(output.err_dropped_bytes, 0U);
}

TEST_F(Launcher, ShowsTheLastWordsOfAProcessThatHasJustDied) {
  const auto testee =
      start(python(std::string(server) +
                   "c, _ = s.accept()\nimport os\nos.write(2, b'z' * 60000 + b'!')\n"
                   "os._exit(3)"));
  ASSERT_TRUE(testee);
  EXPECT_EQ(greeting(testee->address()), "");
  const auto exit = testee->wait_for_exit(milliseconds(20'000));
  ASSERT_TRUE(exit);
  EXPECT_EQ(exit->code, 3);
  EXPECT_THAT(err_of(testee->output()), EndsWith("z!"));
  EXPECT_EQ(testee->exited()->code, 3);
}

// ---- ending

TEST_F(Launcher, EndsAServerThatIgnoresTerm) {
  auto spec = python("import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" +
                     std::string(server) + serve);
  spec.stop_grace = milliseconds(50);
  const auto testee = start(spec);
  ASSERT_TRUE(testee);
  EXPECT_EQ(testee->stop().signal, SIGKILL);
  EXPECT_EQ(testee->stop().signal, SIGKILL) << "a second stop says the same";
  EXPECT_EQ(testee->exited()->signal, SIGKILL);
}

TEST_F(Launcher, LetsAServerEndInItsOwnWay) {
  const auto testee =
      start(python("import signal, sys\nsignal.signal(signal.SIGTERM, lambda *a: (print('bye'), "
                   "sys.exit(5)))\n" +
                   std::string(server) + serve));
  ASSERT_TRUE(testee);
  const auto exit = testee->stop();
  EXPECT_EQ(exit.code, 5);
  EXPECT_EQ(exit.left_behind, 0U);
  EXPECT_EQ(out_of(testee->output()), "bye\n");
}

TEST_F(Launcher, PausesAndResumes) {
  const auto testee = start(python(std::string(server) + serve));
  ASSERT_TRUE(testee);
  testee->pause();
  EXPECT_TRUE(becomes([&] { return process(testee->pid())->state == 'T'; }));
  testee->resume();
  EXPECT_EQ(greeting(testee->address()), "hello");
}

TEST_F(Launcher, EndsAPausedServerByTerm) {
  const auto testee =
      start(python("import signal, sys\nsignal.signal(signal.SIGTERM, lambda *a: sys.exit(5))\n" +
                   std::string(server) + serve));
  ASSERT_TRUE(testee);
  testee->pause();
  ASSERT_TRUE(becomes([&] { return process(testee->pid())->state == 'T'; }));
  EXPECT_EQ(testee->stop().code, 5);
}

TEST_F(Launcher, EndsAGrandchildThatHoldsThePipes) {
  auto spec = python(
      "import os, signal, time\n"
      "if os.fork() == 0:\n"
      "  signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
      "  os.write(1, b'grandchild')\n"
      "  time.sleep(1000)\n" +
      std::string(server) + serve);
  spec.stop_grace = milliseconds(50);
  const auto testee = start(spec);
  ASSERT_TRUE(testee);
  ASSERT_TRUE(becomes([&] { return out_of(testee->output()) == "grandchild"; }));
  const auto exit = testee->stop();
  EXPECT_EQ(exit.signal, SIGTERM);
  EXPECT_EQ(exit.left_behind, 1U);
}

TEST_F(Launcher, EndsADaemonThatLeftTheSessionWhileAnotherTesteeRuns) {
  const auto other = start(python("CLEAN = False" + std::string(daemon) + server + serve));
  ASSERT_TRUE(other);
  const auto testee = start(python("CLEAN = False" + std::string(daemon) + server + serve));
  ASSERT_TRUE(testee);
  ASSERT_TRUE(becomes([&] { return out_of(testee->output()) == "daemon"; }));
  EXPECT_EQ(testee->stop().left_behind, 1U);
  EXPECT_EQ(marked_processes().size(), 2U) << "the other and its daemon live on";
  EXPECT_EQ(greeting(other->address()), "hello");
}

TEST_F(Launcher, EndsADaemonThatClearedItsEnvironment) {
  const auto testee = start(python("CLEAN = True" + std::string(daemon) + server + serve));
  ASSERT_TRUE(testee);
  ASSERT_TRUE(becomes([] {
    return std::ranges::any_of(all_processes(), [](const Process& one) {
      return one.parent == ::getpid() && process_name(one.pid) == "sleep";
    });
  }));
  EXPECT_EQ(testee->stop().left_behind, 1U);
}

TEST_F(Launcher, EndsTheServerWhenItIsForgotten) {
  pid_t pid = 0;
  {
    const auto testee = start(python(std::string(server) + serve));
    ASSERT_TRUE(testee);
    pid = testee->pid();
  }
  EXPECT_EQ(::kill(pid, 0), -1);
}

TEST_F(Launcher, KeepsAServerThatOutlivesTheThreadThatStartedIt) {
  std::unique_ptr<Testee> testee;
  std::thread([&] { testee = start(python(std::string(server) + serve)); }).join();
  ASSERT_TRUE(testee);
  EXPECT_EQ(greeting(testee->address()), "hello");
  EXPECT_EQ(testee->wait_for_exit(milliseconds(50)), std::nullopt);
}

// The kernel does it: nobody of ours is left to.
TEST_F(Launcher, LeavesNoServerWhenTheKitIsKilled) {
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
  const pid_t kit = ::fork();
  if (kit == 0) {
    const auto testee = launch(python(std::string(server) + serve));
    const pid_t pid = testee ? (*testee)->pid() : 0;
    [[maybe_unused]] const auto written = ::write(pipe[1], &pid, sizeof(pid));
    while (true) ::pause();
  }
  pid_t pid = 0;
  ASSERT_EQ(::read(pipe[0], &pid, sizeof(pid)), static_cast<ssize_t>(sizeof(pid)));
  ::close(pipe[0]);
  ::close(pipe[1]);
  ASSERT_GT(pid, 0);
  ASSERT_EQ(::kill(kit, SIGKILL), 0);
  ASSERT_EQ(::waitpid(kit, nullptr, 0), kit);
  EXPECT_TRUE(becomes([&] {
    ::waitpid(pid, nullptr, WNOHANG);  // it is ours to reap if an earlier test made us subreaper
    const auto one = process(pid);
    return !one || one->zombie();
  }));
}

TEST_F(Launcher, StartsAndEndsSeveralAtOnce) {
  std::mutex mutex;
  std::set<std::uint16_t> ports;
  int killed_by_term = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&, i] {
        for (int round = 0; round < 3; ++round) {
          // Each leaves a daemon, so that each has something to find that is not another's.
          const auto testee = start(python("CLEAN = " + std::string(i % 2 == 0 ? "True" : "False") +
                                           daemon + server + serve));
          if (!testee) return;
          const auto said = greeting(testee->address());
          const auto exit = testee->stop();
          const std::lock_guard lock(mutex);
          EXPECT_EQ(said, "hello");
          ports.insert(testee->address().port);
          killed_by_term += exit.signal == SIGTERM ? 1 : 0;
        }
      });
    }
  }
  EXPECT_EQ(ports.size(), 12U);
  EXPECT_EQ(killed_by_term, 12);
  // A daemon that cleared its environment is known for sure only when no other testee runs.
  failure(shell("exit 1"));
}

TEST(ExitText, SaysHowAProcessEnded) {
  EXPECT_EQ((Exit{.code = 1}.text()), "exited with code 1");
  EXPECT_EQ((Exit{.signal = SIGSEGV}.text()), "was killed by signal 11 (Segmentation fault)");
  EXPECT_EQ((Exit{.signal = 250}.text()), "was killed by signal 250");
}

TEST(AddressText, BracketsIpv6) {
  EXPECT_EQ((Address{.host = "127.0.0.1", .port = 80}.text()), "127.0.0.1:80");
  EXPECT_EQ((Address{.host = "::1", .port = 80}.text()), "[::1]:80");
}

}  // namespace
}  // namespace eardrum::conformance
