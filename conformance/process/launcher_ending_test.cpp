// What a started program is given, what it says, and how it is ended.
#include "eardrum/conformance/process/launcher_fixture.hpp"

namespace eardrum::conformance {
namespace {

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

TEST_F(Launcher, GivesAnInputThatDoesNotEndAndNoOtherDescriptor) {
  const Descriptor careless(::open("/dev/null", O_RDONLY));  // NOLINT: not close-on-exec on purpose
  const auto out = failure(shell("exec ls -l /proc/self/fd"));
  const auto listing = out_of(out.output);
  EXPECT_THAT(listing, HasSubstr(" 0 -> pipe:"));
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

/// Found by looking, and ended with their namespace.
class EveryWayOfEnding : public LauncherWithFolder,
                         public testing::WithParamInterface<Confinement::Level> {
 protected:
  static LaunchSpec confined(LaunchSpec spec) {
    spec.confinement.level = GetParam();
    return spec;
  }
};
INSTANTIATE_TEST_SUITE_P(Levels, EveryWayOfEnding,
                         testing::Values(Confinement::Level::tree, Confinement::Level::namespaces));

TEST_P(EveryWayOfEnding, EndsAGrandchildThatHoldsThePipes) {
  auto spec =
      confined(python("import os, signal, time\n"
                      "if os.fork() == 0:\n"
                      "  signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
                      "  os.write(1, b'grandchild')\n"
                      "  time.sleep(1000)\n" +
                      std::string(server) + serve));
  spec.stop_grace = milliseconds(50);
  const auto testee = start(spec);
  ASSERT_TRUE(testee);
  ASSERT_TRUE(becomes([&] { return out_of(testee->output()) == "grandchild"; }));
  const auto exit = testee->stop();
  EXPECT_EQ(exit.signal, SIGTERM);
  EXPECT_EQ(exit.left_behind, 1U);
}

TEST_P(EveryWayOfEnding, EndsADaemonThatLeftTheSessionWhileAnotherTesteeRuns) {
  const auto spec = confined(python("CLEAN = False" + std::string(daemon) + server + serve));
  const auto other = start(spec);
  ASSERT_TRUE(other);
  const auto testee = start(spec);
  ASSERT_TRUE(testee);
  ASSERT_TRUE(becomes([&] { return out_of(testee->output()) == "daemon"; }));
  EXPECT_EQ(testee->stop().left_behind, 1U);
  EXPECT_EQ(marked_processes().size(), 2U) << "the other and its daemon live on";
  EXPECT_EQ(greeting(other->address()), "hello");
}

TEST_P(EveryWayOfEnding, EndsADaemonThatClearedItsEnvironment) {
  // Other tests may run at the same time, each with a daemon of its own.
  const auto own = std::to_string(::getpid());
  const auto testee =
      start(confined(python("CLEAN = " + own + std::string(daemon) + server + serve)));
  ASSERT_TRUE(testee);
  const auto daemons = [&own] {
    std::vector<pid_t> out;
    for (const auto& one : all_processes()) {
      const auto environment = read_proc_file("/proc/" + std::to_string(one.pid) + "/environ");
      if (environment && environment->contains("DAEMON=" + own)) out.push_back(one.pid);
    }
    return out;
  };
  ASSERT_TRUE(becomes([&] { return !daemons().empty(); }));
  EXPECT_EQ(testee->stop().left_behind, 1U);
  EXPECT_THAT(daemons(), testing::IsEmpty());
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
TEST_P(EveryWayOfEnding, LeavesNoServerWhenTheKitIsKilled) {
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
  const pid_t kit = ::fork();
  if (kit == 0) {
    ::setenv("TMPDIR", folder_.c_str(), 1);  // the testee's own folder stays behind
    const auto testee = launch(confined(python(std::string(server) + serve)));
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
    while (::waitpid(-1, nullptr, WNOHANG) > 0) {  // ours if an earlier test made us subreaper
    }
    const auto one = process(pid);
    return !one || one->zombie();
  }));
  EXPECT_TRUE(becomes([] { return ::waitpid(-1, nullptr, WNOHANG) < 0; })) << "a child is left";
}

TEST_F(Launcher, StartsAndEndsSeveralAtOnce) {
  std::mutex mutex;
  std::set<std::uint16_t> ports;
  int killed_by_term = 0;
  {
    std::vector<std::jthread> threads;
    threads.reserve(4);
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
