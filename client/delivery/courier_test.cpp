#include "eardrum/client/delivery/courier.hpp"

#include <gtest/gtest.h>

#include <future>

#include "eardrum/client/client_fixture.hpp"

namespace eardrum::client {
namespace {

void say_nothing(const std::string&) {}

std::vector<Sample> three() {
  return {{"a", 1, 1}, {"b", 2, 2}, {"c", 3, 3}};
}

Target at(std::uint16_t port, Scheme scheme = Scheme::put) {
  return {scheme, "127.0.0.1", port};
}

void finish(Courier& courier, std::chrono::steady_clock::duration within = patience) {
  courier.begin_to_finish(std::chrono::steady_clock::now() + within);
  courier.wait_until_finished();
}

TEST(Courier, SendsAllAndCountsIt) {
  std::promise<std::string> received;
  const ScriptedServer server([&](Conversation& peer) {
    std::string lines;
    for (std::string line; !(line = peer.read_line()).empty(); peer.send("ok\n\n")) lines += line;
    received.set_value(lines);
  });
  {
    Courier courier(at(server.port()), *Spool::open("", {}), {.timeout = patience}, say_nothing);
    courier.add(three(), 3);
    finish(courier);
    EXPECT_EQ(courier.counts().sent, 3);
    EXPECT_EQ(courier.counts().pending, 0);
  }
  EXPECT_EQ(received.get_future().get(), "put a 1 1\nput b 2 2\nput c 3 3\n");
}

TEST(Courier, CountsWhatIsRefusedAndGoesOn) {
  const ScriptedServer server([](Conversation& peer) {
    peer.read_line();
    peer.send("error\nwrong command\n\n");
    while (!peer.read_line().empty()) peer.send("ok\n\n");
  });
  Courier courier(at(server.port()), *Spool::open("", {}), {.timeout = patience}, say_nothing);
  courier.add(three(), 3);
  finish(courier);
  EXPECT_EQ(courier.counts().sent, 2);
  EXPECT_EQ(courier.counts().refused, 1);
}

TEST(Courier, KeepsWhatCouldNotBeSent) {
  std::uint16_t nobody = 0;
  {
    nobody = ScriptedServer([](Conversation&) {}, 0).port();
  }
  std::promise<std::string> said;
  Courier courier(at(nobody), *Spool::open("", {}), {.interval = patience, .timeout = patience},
                  [&](const std::string& line) { said.set_value(line); });
  courier.add(three(), 3);
  EXPECT_NE(said.get_future().get().find("connect"), std::string::npos);
  courier.add(three(), 3);
  finish(courier, 0s);
  EXPECT_EQ(courier.counts().sent, 0);
  EXPECT_EQ(courier.counts().pending, 6);
}

TEST(Courier, SendsAgainWhatWasNotAnswered) {
  std::promise<std::string> second;
  int connection = 0;
  const ScriptedServer server(
      [&](Conversation& peer) {
        auto line = peer.read_line();
        if (++connection == 1) return;  // closed without an answer
        second.set_value(line);
        do peer.send("ok\n\n");
        while (!peer.read_line().empty());
      },
      2);
  Courier courier(at(server.port()), *Spool::open("", {}),
                  {.interval = 1ms, .backoff_max = 1ms, .timeout = patience}, say_nothing);
  courier.add(three(), 3);
  EXPECT_EQ(second.get_future().get(), "put a 1 1\n");
  finish(courier);
  EXPECT_EQ(courier.counts().sent, 3);
}

TEST(Courier, EndsWithinTheTimeOfACallThatIsNeverAnswered) {
  const ScriptedServer server([](Conversation& peer) { peer.read_to_end(); });
  Courier courier(at(server.port()), *Spool::open("", {}), {.timeout = impatience}, say_nothing);
  courier.add(three(), 3);
  finish(courier);
  EXPECT_EQ(courier.counts().pending, 3);
}

TEST(Courier, WritesLinesThatNobodyAcknowledges) {
  std::promise<std::string> received;
  const ScriptedServer server([&](Conversation& peer) { received.set_value(peer.read_to_end()); });
  {
    Courier courier(at(server.port(), Scheme::carbon), *Spool::open("", {}), {.timeout = patience},
                    say_nothing);
    courier.add(three(), 3);
    finish(courier);
    EXPECT_EQ(courier.counts().sent, 3);
  }
  EXPECT_EQ(received.get_future().get(), "a 1 1\nb 2 2\nc 3 3\n");
}

}  // namespace
}  // namespace eardrum::client
