#include "eardrum/conformance/play/many_lines.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cassert>
#include <functional>
#include <thread>

namespace eardrum::conformance {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view ok = "ok\n\n";

struct Answer {
  std::string bytes;
  bool close = false;
};

/// Answers line by line, one connection after the other. `count` is that of the lines before on the
/// same connection.
using Habit = std::function<Answer(const std::string& line, std::size_t count)>;

class LineServer {
 public:
  explicit LineServer(Habit habit) : habit_(std::move(habit)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert(listener_ >= 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const name = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    const bool listens = ::bind(listener_, name, size) == 0 && ::listen(listener_, 16) == 0 &&
                         ::getsockname(listener_, name, &size) == 0;
    assert(listens);
    port_ = listens ? ntohs(address.sin_port) : 0;
    thread_ = std::jthread([this] { serve(); });
  }
  LineServer(const LineServer&) = delete;
  LineServer& operator=(const LineServer&) = delete;
  ~LineServer() { stop(); }

  void stop() {
    if (listener_ < 0) return;
    ::shutdown(listener_, SHUT_RDWR);  // ends accept()
    thread_.join();
    ::close(listener_);
    listener_ = -1;
  }

  Address address() const { return {"127.0.0.1", port_}; }

 private:
  void serve() {
    for (;;) {
      const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (fd < 0) return;
      converse(fd);
      ::close(fd);
    }
  }

  void converse(int fd) {
    std::string received;
    std::array<char, 1024> chunk{};
    std::size_t count = 0;
    for (;;) {
      const auto bytes = ::recv(fd, chunk.data(), chunk.size(), 0);
      if (bytes <= 0) return;
      received.append(chunk.data(), static_cast<std::size_t>(bytes));
      for (auto end = received.find('\n'); end != std::string::npos; end = received.find('\n')) {
        const auto answer = habit_(received.substr(0, end), count++);
        received.erase(0, end + 1);
        ::send(fd, answer.bytes.data(), answer.bytes.size(), MSG_NOSIGNAL);
        if (answer.close) return;
      }
    }
  }

  Habit habit_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::jthread thread_;
};

ManyLines twenty_lines() {
  ManyLines step;
  for (int i = 0; i < 20; ++i) step.lines.push_back("line " + std::to_string(i) + "\n");
  step.expectation.bytes.pieces.emplace_back(Literal{std::string(ok)});
  return step;
}

struct Outcome {
  ManyLinesPlayed played;
  std::vector<TranscriptEntry> transcript;
};

Outcome play(const Address& address, const Patience& patience = {}) {
  const auto bed = running_test_bed(address);
  EXPECT_TRUE(bed->start_fresh());
  Recorder recorder;
  auto played = play_many_lines(twenty_lines(), *bed, patience, recorder);
  return {std::move(played), recorder.take()};
}

void expect_all_right(const Outcome& outcome) {
  EXPECT_FALSE(outcome.played.fault) << outcome.played.fault->found.reason;
  EXPECT_EQ(outcome.played.answered, 20U);
  EXPECT_FALSE(outcome.played.out_of_time);
}

TEST(ManyLines, AreSentEachOnceToAServerInStep) {
  LineServer server([](const auto&, auto) { return Answer{std::string(ok)}; });
  const auto outcome = play(server.address());
  expect_all_right(outcome);
  EXPECT_EQ(outcome.played.exchanges, 20U);
  EXPECT_TRUE(outcome.transcript.empty());
}

TEST(ManyLines, AccuseNobodyWhoClosesAfterAnAnswer) {
  LineServer server([](const auto&, auto) { return Answer{std::string(ok), true}; });
  expect_all_right(play(server.address()));
}

TEST(ManyLines, AccuseNobodyOfABytesTooManyOfTheLineBefore) {
  LineServer server([](const auto&, auto) { return Answer{std::string(ok) + "\n"}; });
  expect_all_right(play(server.address()));
}

TEST(ManyLines, AccuseNobodyOfWhatALineBeforeLeftBehind) {
  LineServer server([](const auto&, std::size_t count) {
    return Answer{count < 3 ? std::string(ok) : "error\nwrong command\n\n"};
  });
  expect_all_right(play(server.address()));
}

TEST(ManyLines, TellTheFirstLineThatIsWrongOnItsOwn) {
  LineServer server([](const auto& line, auto) {
    return Answer{line.starts_with("line 1") && line.size() > 6 ? "no\n\n" : std::string(ok)};
  });
  const auto [played, transcript] = play(server.address());
  ASSERT_TRUE(played.fault);
  EXPECT_EQ(played.fault->index, 10U);
  EXPECT_EQ(played.fault->received, "no\n\n");
  EXPECT_EQ(played.fault->found.first_difference, 0U);
  EXPECT_EQ(played.answered, 10U);
  ASSERT_EQ(transcript.size(), 3U);  // connected, the line, the answer: not what came before
  EXPECT_EQ(transcript[1].bytes, TesteeBytes("line 10\n"));
  EXPECT_EQ(transcript[2].bytes, TesteeBytes("no\n\n"));
}

TEST(ManyLines, TellSilenceAndCloseApart) {
  LineServer silent([](const auto&, auto) { return Answer{}; });
  Patience impatient;
  impatient.answer = milliseconds(100);
  const auto quiet = play(silent.address(), impatient).played;
  ASSERT_TRUE(quiet.fault);
  EXPECT_TRUE(quiet.fault->found.unfinished);
  EXPECT_FALSE(quiet.fault->closed);
  EXPECT_EQ(quiet.exchanges, 1U);  // silence is waited for once

  LineServer leaving([](const auto&, auto) { return Answer{"", true}; });
  const auto left = play(leaving.address()).played;
  ASSERT_TRUE(left.fault);
  EXPECT_TRUE(left.fault->closed);
}

TEST(ManyLines, TellThatNoConnectionIsToBeHad) {
  LineServer server([](const auto&, auto) { return Answer{}; });
  const auto bed = running_test_bed(server.address());
  ASSERT_TRUE(bed->start_fresh());
  server.stop();
  Recorder recorder;
  const auto played = play_many_lines(twenty_lines(), *bed, {}, recorder);
  ASSERT_TRUE(played.fault);
  EXPECT_TRUE(played.fault->refused);
}

TEST(ManyLines, StopWhenTheirTimeIsUpAndSaySo) {
  LineServer server([](const auto&, auto) { return Answer{std::string(ok)}; });
  Patience patience;
  patience.many_lines = milliseconds(-1);
  const auto played = play(server.address(), patience).played;
  EXPECT_TRUE(played.out_of_time);
  EXPECT_EQ(played.answered, 0U);
  EXPECT_FALSE(played.fault);
}

}  // namespace
}  // namespace eardrum::conformance
