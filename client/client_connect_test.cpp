// Connecting, and what a timeout covers.
#include "eardrum/client/client.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <limits>

#include "eardrum/client/client_fixture.hpp"
#include "eardrum/client/scripted_server.hpp"

namespace eardrum::client {
namespace {

using testing::HasSubstr;

TEST(Client, ATimeoutIsRaisedAndALateAnswerIsNeverReturned) {
  std::string rest;
  {
    ScriptedServer server([&](Conversation& peer) {
      peer.read_line();
      peer.send("ok\nk 1");
      rest = peer.read_to_end();  // the client has closed: it took its time
      peer.send(" 1\n\nok\nk 2 2\n\n");
    });
    Client client("127.0.0.1", server.port(), impatience);
    const auto error = error_of([&] { client.get("k"); });
    EXPECT_EQ(error.kind(), ErrorKind::timeout);
    EXPECT_EQ(error.received(), "ok\nk 1");
    EXPECT_EQ(error_of([&] { client.get("k"); }).kind(), ErrorKind::closed);
  }
  EXPECT_EQ(rest, "");
}

TEST(Client, ATimeoutCoversTheWholeCallHoweverBusyTheServer) {
  bool client_gave_up = false;
  {
    ScriptedServer server([&](Conversation& peer) {
      peer.read_line();
      peer.send("ok\n");
      for (int i = 0; i < 10'000'000 && !client_gave_up; ++i) {
        client_gave_up = !peer.send_segment("k 1 1\n");
      }
    });
    Client client("127.0.0.1", server.port(), impatience);
    EXPECT_EQ(error_of([&] { client.get("k"); }).kind(), ErrorKind::timeout);
  }
  EXPECT_TRUE(client_gave_up);
}

TEST(Client, ATimeoutCoversConnecting) {
  // A queue of one that nobody empties: further connections are neither accepted nor refused.
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ASSERT_GE(listener, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const name = reinterpret_cast<sockaddr*>(&address);
  ASSERT_EQ(bind(listener, name, size), 0);
  ASSERT_EQ(listen(listener, 0), 0);
  ASSERT_EQ(getsockname(listener, name, &size), 0);
  std::vector<int> queued;
  for (int i = 0; i < 8; ++i) {
    queued.push_back(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    static_cast<void>(connect(queued.back(), name, size));  // may well be left waiting
  }
  const auto error = error_of([&] { Client("127.0.0.1", ntohs(address.sin_port), impatience); });
  EXPECT_EQ(error.kind(), ErrorKind::timeout);
  for (const int each : queued) close(each);
  close(listener);
}

TEST(Client, ARefusedConnectionIsRaisedByTheConstructor) {
  std::uint16_t port = 0;
  {
    ScriptedServer server([](Conversation&) {});
    port = server.port();
    Client("127.0.0.1", port, patience);
  }
  const auto error = error_of([&] { Client("127.0.0.1", port, patience); });
  EXPECT_EQ(error.kind(), ErrorKind::connect);
  EXPECT_THAT(error.what(), HasSubstr("127.0.0.1:" + std::to_string(port) + ": connect: "));
}

TEST(Client, ConnectsToANameWithAndWithoutTimeout) {
  ScriptedServer server(answering("ok\n\n"), 2);
  Client("localhost", server.port(), patience).put("k", 1, 1);
  Client("localhost", server.port()).put("k", 1, 1);
}

TEST(Client, RefusesHostsThatCannotBeResolved) {
  for (const auto* host : {"no host", ""}) {
    EXPECT_EQ(error_of([&] { Client(host, 1, patience); }).kind(), ErrorKind::connect) << host;
    EXPECT_EQ(error_of([&] { Client(host, 1); }).kind(), ErrorKind::connect) << host;
  }
}

TEST(Client, DoesNotReadAHostOnlyUpToItsNul) {
  const auto error = error_of([] { Client(std::string_view("127.0.0.1\0.example", 18), 1); });
  EXPECT_EQ(error.kind(), ErrorKind::connect);
  EXPECT_THAT(error.what(), HasSubstr("no host name"));
}

TEST(Client, RefusesATimeoutThatIsNotPositive) {
  for (const auto timeout : {0ms, -1ms}) {
    EXPECT_EQ(error_of([&] { Client("127.0.0.1", 1, timeout); }).kind(),
              ErrorKind::refused_argument);
  }
}

TEST(Client, TheLongestTimeoutDoesNotOverflow) {
  ScriptedServer server(answering("ok\n\n"));
  Client("127.0.0.1", server.port(), std::chrono::milliseconds::max()).put("k", 1, 1);
}

}  // namespace
}  // namespace eardrum::client
