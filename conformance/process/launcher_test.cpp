// Starting real programs, and what is said of those that do not serve.
#include "eardrum/conformance/process/launcher_fixture.hpp"

namespace eardrum::conformance {
namespace {

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

// Connections are accepted in the order in which they came, so the first must be the test's own.
TEST_F(Launcher, OpensNoConnectionToSeeThatItListens) {
  const auto testee = start(python(std::string(server) + "while True:\n"
                                                         "  _, peer = s.accept()\n"
                                                         "  print(peer[1], flush=True)"));
  ASSERT_TRUE(testee);
  const SocketAddress target(*IpAddress::parse(testee->address().host), testee->address().port);
  const Descriptor fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  ASSERT_EQ(::connect(fd.get(), target.get(), target.size), 0);
  SocketAddress own;
  own.size = sizeof(own.storage);
  ASSERT_EQ(::getsockname(fd.get(), own.get(), &own.size), 0);
  ASSERT_TRUE(becomes([&] { return out_of(testee->output()).ends_with('\n'); }));
  EXPECT_EQ(out_of(testee->output()), std::to_string(own.port()) + "\n");
}

TEST_F(Launcher, WaitsForAServerThatIsSlowToListen) {
  const auto testee = start(python("import time; time.sleep(0.2)\n" + std::string(server) + serve));
  ASSERT_TRUE(testee);
  EXPECT_GE(testee->startup(), milliseconds(200));
  EXPECT_EQ(greeting(testee->address()), "hello");
}

TEST_F(Launcher, KeepsAServerThatWaitsForAKeyToEnd) {
  const auto testee = start(python(std::string(server) + R"(
import threading
def serve():
  while True:
    c, _ = s.accept()
    c.sendall(b'hello')
    c.close()
threading.Thread(target=serve, daemon=True).start()
sys.stdin.readline()
)"));
  ASSERT_TRUE(testee);
  EXPECT_EQ(greeting(testee->address()), "hello");
  EXPECT_EQ(testee->exited(), std::nullopt);
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

TEST_F(LauncherWithFolder, ChoosesAnotherPortWhenTheFirstWasTaken) {
  const auto mark = (folder_ / "once").string();
  auto spec =
      python("import os, sys\nif not os.path.exists('" + mark +
             "'):\n"
             "  open('" +
             mark + "', 'w')\n  sys.exit('OSError: Address already in use')\n" + server + serve);
  const auto testee = start(spec);
  ASSERT_TRUE(testee);
  EXPECT_EQ(greeting(testee->address()), "hello");
}

TEST_F(LauncherWithFolder, DoesNotTryAgainWithAPortThatWasGiven) {
  const auto starts = folder_ / "starts";
  auto spec =
      shell("echo once >>" + starts.string() + "; echo 'Address already in use' >&2; exit 1");
  spec.fixed_port = free_port();
  EXPECT_THAT(failure(spec).sentence, HasSubstr("does not set SO_REUSEADDR"));
  std::ifstream file(starts);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), "once\n");
}

TEST_F(Launcher, ReportsAProgramThatPutsItselfInTheBackground) {
  EXPECT_THAT(failure(python("CLEAN = False" + std::string(daemon))).sentence,
              EndsWith("and left 1 processes running; it must stay in the foreground"));
}

TEST_F(Launcher, ReportsAServerThatNeverListens) {
  auto spec = python("import time\nprint('up', flush=True)\ntime.sleep(1000)");
  spec.start_timeout = milliseconds(300);
  const auto out = failure(spec);
  EXPECT_THAT(out.sentence, AllOf(StartsWith("python3 is running, but it does not listen on "),
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

// Between two starts the kernel may give the port to somebody else for a while.
TEST_F(Launcher, WaitsForAFixedPortOnWhichItHasStartedBefore) {
  auto spec = python(std::string(server) + serve);
  spec.fixed_port = free_port();
  ASSERT_TRUE(start(spec));
  const SocketAddress address(*IpAddress::parse("127.0.0.1"), *spec.fixed_port);
  Descriptor stranger(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int on = 1;
  ::setsockopt(stranger.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  ASSERT_EQ(::bind(stranger.get(), address.get(), address.size), 0);
  ASSERT_EQ(::listen(stranger.get(), 1), 0);
  const std::jthread releases([&] {
    std::this_thread::sleep_for(milliseconds(200));
    stranger = Descriptor();
  });
  const auto testee = start(spec);
  ASSERT_TRUE(testee);
  EXPECT_EQ(greeting(testee->address()), "hello");
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
                             ", and does not belong to the program under test")));
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
  EXPECT_EQ(out.sentence, "the server announced " + other->address().text() +
                              ", but another process (pid " + std::to_string(other->pid()) +
                              ", python3) listens there");
}

TEST_F(Launcher, ReportsAServerThatAnnouncesNothing) {
  auto spec = announcing("'hello'");
  spec.start_timeout = milliseconds(300);
  EXPECT_THAT(failure(spec).sentence, HasSubstr("announced no port on its stdout within 300 ms"));
}

}  // namespace
}  // namespace eardrum::conformance
