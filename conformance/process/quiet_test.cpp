#include "eardrum/conformance/observation/quiet.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

#include <atomic>
#include <cassert>
#include <chrono>
#include <thread>

#include "eardrum/conformance/observation/descriptor.hpp"
#include "eardrum/conformance/observation/ip_address.hpp"
#include "eardrum/conformance/process/testee_process.hpp"

namespace eardrum::conformance {
namespace {

using std::chrono::steady_clock;

/// A connection of ours to ourselves; the far end is not accepted until asked for.
struct Connection {
  explicit Connection(const char* listen_host, const char* connect_host) {
    SocketAddress address(*IpAddress::parse(listen_host), 0);
    listener = Descriptor(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    assert(listener.open());
    EXPECT_EQ(::bind(listener.get(), address.get(), address.size), 0);
    EXPECT_EQ(::listen(listener.get(), 1), 0);
    EXPECT_EQ(::getsockname(listener.get(), address.get(), &address.size), 0);
    const SocketAddress target(*IpAddress::parse(connect_host), address.port());
    near = Descriptor(::socket(target.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    assert(near.open());
    EXPECT_EQ(::connect(near.get(), target.get(), target.size), 0);
  }
  void accept() { far = Descriptor(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC)); }
  void send(std::string_view bytes) const {
    ASSERT_EQ(::send(near.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
  }
  /// Takes exactly so many.
  void receive(std::size_t bytes) const {
    std::string buffer(bytes, '\0');
    ASSERT_EQ(::recv(far.get(), buffer.data(), bytes, MSG_WAITALL), static_cast<ssize_t>(bytes));
  }
  std::optional<std::size_t> unread() const { return peer_receive_queue_bytes(near.get()); }

  Descriptor listener;
  Descriptor near;
  Descriptor far;
};

/// Tries until it holds or a bound that only a failure reaches.
bool becomes(const auto& condition) {
  const auto deadline = steady_clock::now() + std::chrono::seconds(20);
  while (steady_clock::now() < deadline) {
    if (condition()) return true;
    ::poll(nullptr, 0, 1);
  }
  return false;
}

std::unique_ptr<TesteeProcess> python(const std::string& script) {
  auto started = TesteeProcess::start(
      {.command = {"/usr/bin/python3", "-c", script}, .environment = {}, .working_directory = {}},
      {});
  EXPECT_TRUE(started) << started.error();
  return std::move(*started);
}

class PeerReceiveQueue : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(PeerReceiveQueue, ShrinksAsThePeerReads) {
  Connection connection(GetParam().first, GetParam().second);
  EXPECT_EQ(connection.unread(), 0U);
  connection.send("hello");
  EXPECT_EQ(connection.unread(), 5U) << "before the peer accepts";
  connection.accept();
  EXPECT_EQ(connection.unread(), 5U);
  connection.receive(3);
  EXPECT_EQ(connection.unread(), 2U);
  connection.receive(2);
  EXPECT_EQ(connection.unread(), 0U);
}

INSTANTIATE_TEST_SUITE_P(EveryFamily, PeerReceiveQueue,
                         testing::Values(std::pair{"127.0.0.1", "127.0.0.1"},
                                         std::pair{"::1", "::1"},
                                         std::pair{"::", "127.0.0.1"}));  // v6 peer, v4 us

TEST(PeerReceiveQueue, SeesFromASocketOfIpv6ThatCarriesIpv4) {
  const Connection connection("127.0.0.1", "127.0.0.1");
  SocketAddress address;
  address.size = sizeof(address.storage);
  ASSERT_EQ(::getsockname(connection.listener.get(), address.get(), &address.size), 0);
  sockaddr_in6 mapped{};
  mapped.sin6_family = AF_INET6;
  mapped.sin6_port = htons(address.port());
  mapped.sin6_addr.s6_addr[10] = mapped.sin6_addr.s6_addr[11] = 0xFF;
  mapped.sin6_addr.s6_addr[12] = 127;
  mapped.sin6_addr.s6_addr[15] = 1;
  const Descriptor near(::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0));
  ASSERT_EQ(::connect(near.get(), reinterpret_cast<const sockaddr*>(&mapped), sizeof(mapped)), 0);
  ASSERT_EQ(::send(near.get(), "abc", 3, MSG_NOSIGNAL), 3);
  EXPECT_EQ(peer_receive_queue_bytes(near.get()), 3U);
}

TEST(PeerReceiveQueue, CountsWhatIsStillHeldBackOnOurSide) {
  Connection connection("127.0.0.1", "127.0.0.1");
  connection.accept();
  const std::string chunk(std::size_t{64} * 1024, 'x');
  std::size_t sent = 0;
  while (true) {  // until neither side's buffer takes more
    const auto size = ::send(connection.near.get(), chunk.data(), chunk.size(), MSG_DONTWAIT);
    if (size <= 0) break;
    sent += static_cast<std::size_t>(size);
  }
  ASSERT_GT(sent, 0U);
  EXPECT_EQ(connection.unread(), sent);
  connection.receive(sent);
  EXPECT_EQ(connection.unread(), 0U);
}

TEST(PeerReceiveQueue, CountsAHalfCloseUntilItIsRead) {
  Connection connection("127.0.0.1", "127.0.0.1");
  connection.accept();
  ASSERT_EQ(::shutdown(connection.near.get(), SHUT_WR), 0);
  EXPECT_EQ(connection.unread(), 1U);
  char byte = 0;
  ASSERT_EQ(::recv(connection.far.get(), &byte, 1, 0), 0);
  EXPECT_EQ(connection.unread(), 0U);
}

TEST(PeerReceiveQueue, CountsAHalfCloseAfterBytes) {
  Connection connection("127.0.0.1", "127.0.0.1");
  connection.accept();
  connection.send("ab");
  ASSERT_EQ(::shutdown(connection.near.get(), SHUT_WR), 0);
  EXPECT_EQ(connection.unread(), 3U);
  connection.receive(1);
  EXPECT_EQ(connection.unread(), 2U);
}

TEST(PeerReceiveQueue, IsEmptyOnceThePeerHasClosed) {
  Connection connection("127.0.0.1", "127.0.0.1");
  connection.accept();
  connection.far.close();
  EXPECT_TRUE(becomes([&] { return connection.unread() == 0; }));
}

TEST(PeerReceiveQueue, IsUnknownOnceTheConnectionIsReset) {
  Connection connection("127.0.0.1", "127.0.0.1");
  connection.accept();
  const linger abort{.l_onoff = 1, .l_linger = 0};
  ASSERT_EQ(::setsockopt(connection.far.get(), SOL_SOCKET, SO_LINGER, &abort, sizeof(abort)), 0);
  connection.far.close();
  EXPECT_TRUE(becomes([&] { return !connection.unread(); }));
}

TEST(PeerReceiveQueue, IsUnknownForWhatIsNoConnection) {
  const Descriptor unconnected(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  EXPECT_EQ(peer_receive_queue_bytes(unconnected.get()), std::nullopt);
  EXPECT_EQ(peer_receive_queue_bytes(-1), std::nullopt);
}

TEST(AllThreadsAsleep, TellsASleepingProcessFromASpinningOne) {
  const auto sleeping = python("import time\nwhile True: time.sleep(1000)");
  const auto spinning = python("print('up', flush=True)\nwhile True: pass");
  EXPECT_TRUE(becomes([&] { return all_threads_asleep(sleeping->pid()) == true; }));
  ASSERT_TRUE(becomes([&] { return spinning->first_output() == "up\n"; }));
  for (int i = 0; i < 200; ++i) EXPECT_EQ(all_threads_asleep(spinning->pid()), false);
}

TEST(AllThreadsAsleep, LooksAtEveryThread) {
  const auto testee = python(
      "import threading, time\n"
      "def spin():\n"
      "  print('up', flush=True)\n"
      "  while True: pass\n"
      "threading.Thread(target=spin).start()\n"
      "time.sleep(1000)");
  ASSERT_TRUE(becomes([&] { return testee->first_output() == "up\n"; }));
  for (int i = 0; i < 200; ++i) EXPECT_EQ(all_threads_asleep(testee->pid()), false);
}

TEST(AllThreadsAsleep, LooksAtDescendants) {
  const auto testee = python(
      "import os, time\n"
      "if os.fork() == 0:\n"
      "  if os.fork() == 0:\n"
      "    print('up', flush=True)\n"
      "    while True: pass\n"
      "  time.sleep(1000)\n"
      "time.sleep(1000)");
  ASSERT_TRUE(becomes([&] { return testee->first_output() == "up\n"; }));
  for (int i = 0; i < 200; ++i) EXPECT_EQ(all_threads_asleep(testee->pid()), false);
}

// Two threads hand a token to and fro, so that one of them always runs or is about to, while each
// alone is mostly seen asleep.
TEST(AllThreadsAsleep, IsNotFooledByWorkThatIsHandedOn) {
  const auto testee = python(
      "import os\n"
      "a, b = os.pipe(), os.pipe()\n"
      "print('up', flush=True)\n"
      "os.write(a[1], b'x')\n"
      "here, there = (a[0], b[1]) if os.fork() else (b[0], a[1])\n"
      "while True:\n"
      "  os.write(there, os.read(here, 1))");
  ASSERT_TRUE(becomes([&] { return testee->first_output() == "up\n"; }));
  ASSERT_TRUE(becomes([&] { return testee->family().size() == 2; }));
  for (int i = 0; i < 2000; ++i) EXPECT_NE(all_threads_asleep(testee->pid()), true) << i;
}

TEST(AllThreadsAsleep, HoldsForTheStoppedAndTheDead) {
  const auto testee = python("print('up', flush=True)\nwhile True: pass");
  ASSERT_TRUE(becomes([&] { return testee->first_output() == "up\n"; }));
  testee->signal_group(SIGSTOP);
  EXPECT_TRUE(becomes([&] { return all_threads_asleep(testee->pid()) == true; }));
  testee->stop(std::chrono::milliseconds(0));
  EXPECT_EQ(all_threads_asleep(testee->pid()), true);
}

TEST(QuietSource, IsTheKernelHere) {
  EXPECT_EQ(quiet_source(), "sock_diag and /proc");
}

}  // namespace
}  // namespace eardrum::conformance
