#include "eardrum/server/listener.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace eardrum::server {
namespace {

using namespace std::chrono_literals;

/// A test that hangs is ended by ctest; nobody waits longer than this for one byte.
constexpr auto patience = 60s;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

/// A bare socket, so that the test decides about every byte, half-close and reset.
class Peer {
 public:
  Peer() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    EXPECT_GE(socket_, 0) << errno;
    const timeval limit{.tv_sec = std::chrono::seconds(patience).count(), .tv_usec = 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  }
  explicit Peer(const Address& address) : Peer() { connect(address); }
  Peer(Peer&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}
  Peer& operator=(Peer&&) = delete;
  ~Peer() { close(); }

  void connect(const Address& address) const {
    const auto there = loopback(address.port);
    ASSERT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&there), sizeof there), 0);
  }
  void set(int option, int value) const {
    ASSERT_EQ(setsockopt(socket_, SOL_SOCKET, option, &value, sizeof value), 0);
  }
  void close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }
  /// Closes so that the server sees a reset.
  void abort() {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close();
  }
  void end_sending() const { ASSERT_EQ(shutdown(socket_, SHUT_WR), 0); }

  /// How many of the bytes the kernel took without waiting; 0 if none or if the server has gone.
  std::size_t send_some(std::string_view bytes) const {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    return sent > 0 ? static_cast<std::size_t>(sent) : 0;
  }
  void send(std::string_view bytes) const {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    ASSERT_EQ(sent, static_cast<ssize_t>(bytes.size()));
  }
  /// The next bytes, or none when the server closed or reset the connection.
  std::string receive_some() const {
    std::string bytes(65536, '\0');
    const auto size = recv(socket_, bytes.data(), bytes.size(), 0);
    EXPECT_FALSE(size < 0 && errno == EAGAIN) << "the server was silent for too long";
    bytes.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return bytes;
  }
  std::string receive(std::size_t size) const {
    std::string all;
    while (all.size() < size) {
      const auto bytes = receive_some();
      if (bytes.empty()) break;
      all += bytes;
    }
    return all;
  }
  std::string receive_to_end() const { return receive(std::string::npos); }
  bool has_input() const {
    pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
    return poll(&waiting, 1, 0) > 0;
  }
  std::string ask(std::string_view line, std::string_view expected) const {
    send(line);
    return receive(expected.size());
  }
  int descriptor() const { return socket_; }

 private:
  int socket_;
};

constexpr std::string_view ok = "ok\n\n";

class ListenerTest : public testing::Test {
 protected:
  void TearDown() override {
    if (!thread_.joinable()) return;
    listener_->stop();
    thread_.join();
  }

  /// Serves on a port that the kernel chose.
  void serve(const ListenerOptions& options = {}) {
    auto opened = Listener::open({"127.0.0.1", 0}, store_, options);
    ASSERT_TRUE(opened.has_value()) << opened.error();
    listener_.emplace(*std::move(opened));
    thread_ = std::thread([this] { listener_->run(); });
  }
  Peer connect() const { return Peer(listener_->local_address()); }

  /// The server's loop has turned `turns` times and more once this returns.
  static void turn(const Peer& peer, int turns = 20) {
    for (int i = 0; i < turns; ++i) ASSERT_EQ(peer.ask("get none\n", ok), ok);
  }

  Store store_;
  std::optional<Listener> listener_;
  std::thread thread_;
};

TEST_F(ListenerTest, ServesRequestsOverAConnection) {
  serve();
  const auto peer = connect();
  EXPECT_EQ(peer.ask("put palm.cpu 10.5 1501864247\n", ok), ok);
  const std::string row = "ok\npalm.cpu 10.5 1501864247\n\n";
  EXPECT_EQ(peer.ask("get *\n", row), row);
  EXPECT_EQ(connect().ask("get palm.cpu\n", row), row);
}

TEST_F(ListenerTest, ChoosesAPortAndSaysWhich) {
  serve();
  EXPECT_EQ(listener_->local_address().host, "127.0.0.1");
  EXPECT_NE(listener_->local_address().port, 0);
}

TEST_F(ListenerTest, RefusesATakenPortInOneLine) {
  serve();
  const auto address = listener_->local_address();
  const auto second = Listener::open(address, store_);
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error(), "cannot listen on " + to_text(address) + ": Address already in use");
}

TEST_F(ListenerTest, RefusesAHostThatIsNotOurs) {
  EXPECT_FALSE(Listener::open({"192.0.2.1", 0}, store_).has_value());
  EXPECT_FALSE(Listener::open({"no host name", 0}, store_).has_value());
}

TEST_F(ListenerTest, ListensOnANameAndOnIPv6) {
  const auto name = Listener::open({"localhost", 0}, store_);
  EXPECT_TRUE(name.has_value()) << name.error();
  const int probe = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_addr = in6addr_loopback;
  const bool have_ipv6 =
      bind(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  close(probe);
  const auto ipv6 = Listener::open({"::1", 0}, store_);
  ASSERT_EQ(ipv6.has_value(), have_ipv6);
  if (!have_ipv6) return;
  EXPECT_TRUE(to_text(ipv6->local_address()).starts_with("[::1]:"));
}

TEST_F(ListenerTest, AnswersBeforeItClosesAHalfClosedConnection) {
  serve();
  const auto peer = connect();
  peer.send("put k 1 1\nget k\nput k 2 2");
  peer.end_sending();
  EXPECT_EQ(peer.receive_to_end(), "ok\n\nok\nk 1 1\n\n");
  const std::string row = "ok\nk 1 1\n\n";
  EXPECT_EQ(connect().ask("get k\n", row), row);
}

TEST_F(ListenerTest, ClosesAConnectionThatEndsWithoutARequest) {
  serve();
  const auto peer = connect();
  peer.end_sending();
  EXPECT_EQ(peer.receive_to_end(), "");
}

TEST_F(ListenerTest, SurvivesPeersThatReset) {
  serve();
  std::string bulk;
  for (int i = 0; i < 2000; ++i) bulk += "put k 1e-300 " + std::to_string(i) + "\n";
  const auto steady = connect();
  for (int i = 0; i < 50; ++i) {
    auto peer = connect();
    peer.send(i % 2 == 0 ? "put k 1" : bulk + "get *\n");
    peer.abort();
  }
  turn(steady);
}

TEST_F(ListenerTest, ServesManyConnectionsAtOnce) {
  serve();
  std::vector<Peer> peers;
  for (int i = 0; i < 200; ++i) peers.push_back(connect());
  for (const auto& peer : peers) peer.send("put k 1 1\n");
  for (const auto& peer : peers) EXPECT_EQ(peer.receive(ok.size()), ok);
}

TEST_F(ListenerTest, HalfALineOfOneDoesNotBlockOthers) {
  serve();
  const auto half = connect();
  half.send("put k 1");
  turn(connect());
  EXPECT_EQ(half.ask(" 1\n", ok), ok);
}

TEST_F(ListenerTest, KeepsConnectionsBeyondTheLimitWaitingUntilOneEnds) {
  serve({.connections_max = 2});
  const auto first = connect();
  auto second = connect();
  turn(first);
  turn(second);
  const auto third = connect();
  third.send("get none\n");
  turn(first);
  EXPECT_FALSE(third.has_input());
  second.close();
  EXPECT_EQ(third.receive(ok.size()), ok);
}

TEST_F(ListenerTest, ClosesAnIdleConnection) {
  serve({.idle_timeout = 20ms});
  const auto peer = connect();
  EXPECT_EQ(peer.receive_to_end(), "");
}

TEST_F(ListenerTest, ASlowDripDoesNotKeepAConnection) {
  serve({.idle_timeout = 20ms});
  const auto peer = connect();
  const auto end = std::chrono::steady_clock::now() + patience;
  while (!peer.has_input() && std::chrono::steady_clock::now() < end) peer.send_some("p");
  EXPECT_EQ(peer.receive_to_end(), "");
}

TEST_F(ListenerTest, EmptyLinesDoNotKeepAConnection) {
  serve({.idle_timeout = 20ms});
  const auto peer = connect();
  const auto end = std::chrono::steady_clock::now() + patience;
  while (!peer.has_input() && std::chrono::steady_clock::now() < end) peer.send_some("\n");
  EXPECT_EQ(peer.receive_to_end(), "");
}

/// Asks for longer than the idle time, as fast as it can, and returns whether it was served all
/// along. If not, this machine must have paused us for the whole idle time: no other end is right.
bool stays_connected(const Peer& peer, std::chrono::milliseconds idle_timeout) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + 2 * idle_timeout;
  for (auto last = Clock::now(); Clock::now() < end;) {
    const auto begin = Clock::now();
    if (peer.send_some("get none\n") == 0 || peer.receive(ok.size()) != ok) {
      EXPECT_GE(Clock::now() - last, idle_timeout);
      return false;
    }
    last = begin;
  }
  return true;
}

TEST_F(ListenerTest, EachCompletedRequestStartsTheIdleTimeAnew) {
  serve({.idle_timeout = 250ms});
  bool stayed = false;
  for (int attempt = 0; attempt < 20 && !stayed; ++attempt) {
    stayed = stays_connected(connect(), 250ms);
  }
  EXPECT_TRUE(stayed);
}

TEST_F(ListenerTest, ResetsAConnectionWhosePeerDoesNotRead) {
  for (int i = 0; i < 200'000; ++i) store_.put("k", i, 1e-100);
  serve({.idle_timeout = 50ms});
  auto peer = Peer();
  peer.set(SO_RCVBUF, 4096);
  peer.connect(listener_->local_address());
  peer.send("get k\n");
  // A close would show only behind megabytes of answer; a reset shows at once.
  pollfd waiting{.fd = peer.descriptor(), .events = POLLRDHUP, .revents = 0};
  EXPECT_GT(poll(&waiting, 1, std::chrono::milliseconds(patience).count()), 0);
}

/// Sends `requests` while the server takes them, and returns how many bytes it took: it is believed
/// to have stopped reading when nothing moved while its loop turned many times.
std::size_t send_while_taken(const Peer& peer, std::string_view requests, const Peer& clock) {
  std::size_t sent = 0;
  for (int stuck = 0; stuck < 10 && sent < requests.size();) {
    const auto taken = peer.send_some(requests.substr(sent, 65536));
    sent += taken;
    stuck = taken > 0 ? 0 : stuck + 1;
    for (int i = 0; taken == 0 && i < 100; ++i) clock.ask("get none\n", ok);
  }
  return sent;
}

TEST_F(ListenerTest, StopsReadingFromAPeerThatDoesNotRead) {
  store_.put("k", 1, 1e-100);
  serve();
  auto peer = Peer();
  peer.set(SO_RCVBUF, 4096);
  peer.set(SO_SNDBUF, 65536);
  peer.connect(listener_->local_address());
  const std::string request = "get k\n";
  const std::string answer = "ok\nk 0." + std::string(99, '0') + "1 1\n\n";
  std::string requests;
  while (requests.size() < std::size_t{12} * 1024 * 1024) requests += request;
  const auto sent = send_while_taken(peer, requests, connect());
  ASSERT_LT(sent, requests.size()) << "the server took everything";

  // Nothing is lost: once the peer reads, every whole request is answered, in order.
  std::thread sender([&] { peer.end_sending(); });
  const auto count = sent / request.size();
  std::size_t matched = 0;
  std::size_t received = 0;
  for (auto bytes = peer.receive_some(); !bytes.empty(); bytes = peer.receive_some()) {
    for (const char c : bytes) matched += c == answer[received++ % answer.size()] ? 1 : 0;
  }
  sender.join();
  EXPECT_EQ(received, count * answer.size());
  EXPECT_EQ(matched, received);
}

TEST_F(ListenerTest, SendsALargeAnswerWhole) {
  constexpr int row_count = 300'000;
  std::string expected = "ok\n";
  for (int i = 0; i < row_count; ++i) {
    store_.put("palm.cpu", i, 0.5);
    expected += "palm.cpu 0.5 " + std::to_string(i) + "\n";
  }
  expected += "\n";
  serve();
  const auto peer = connect();
  EXPECT_TRUE(peer.ask("get *\n", expected) == expected);
  turn(peer);
}

TEST_F(ListenerTest, GoesOnAcceptingAfterItRanOutOfDescriptors) {
  serve();
  const auto steady = connect();
  turn(steady);
  const Peer waiting;
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
  const int next_descriptor = dup(0);
  close(next_descriptor);
  const rlimit none{.rlim_cur = static_cast<rlim_t>(next_descriptor), .rlim_max = before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &none), 0);
  waiting.connect(listener_->local_address());
  waiting.send("get none\n");
  turn(steady);
  EXPECT_FALSE(waiting.has_input());
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &before), 0);
  EXPECT_EQ(waiting.receive(ok.size()), ok);
}

TEST_F(ListenerTest, StopsWithConnectionsOpen) {
  serve();
  const auto idle = connect();
  const auto half = connect();
  half.send("put k");
  turn(connect());
  listener_->stop();
  thread_.join();
  listener_.reset();
  EXPECT_EQ(idle.receive_to_end(), "");
}

}  // namespace
}  // namespace eardrum::server
