#include "eardrum/client/client.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmath>
#include <future>
#include <limits>
#include <type_traits>

#include "eardrum/client/client_fixture.hpp"
#include "eardrum/client/scripted_server.hpp"

namespace eardrum::client {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;

static_assert(std::is_move_constructible_v<Client> && !std::is_copy_constructible_v<Client>);
static_assert(std::is_nothrow_copy_constructible_v<ClientError>);
static_assert(std::is_same_v<eardrum::Client, Client>);

/// A client of a server that answers the first request with `answer` and then closes.
ClientError error_for(const std::string& answer) {
  ScriptedServer server([&](Conversation& peer) {
    peer.read_line();
    peer.send(answer);
  });
  Client client("127.0.0.1", server.port(), patience);
  return error_of([&] { client.get("k"); });
}

TEST(Client, SendsTheCanonicalBytes) {
  std::string sent;
  {
    ScriptedServer server([&](Conversation& peer) {
      for (int i = 0; i < 5; ++i) {
        sent += peer.read_line();
        peer.send("ok\n\n");
      }
    });
    Client client("127.0.0.1", server.port());
    client.put("palm.cpu", 10.6, 1501864247);
    client.put("load", 301, 3);
    client.put("zero", -1e5, 0);
    client.get("palm.cpu");
    client.get();
  }
  EXPECT_EQ(sent,
            "put palm.cpu 10.6 1501864247\nput load 301 3\nput zero -100000 0\n"
            "get palm.cpu\nget *\n");
}

TEST(Client, PutsAtThePresentSecondUnlessTold) {
  using Seconds = std::chrono::seconds;
  const auto now = [] {
    return std::chrono::floor<Seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  };
  std::string line;
  const auto before = now();
  {
    ScriptedServer server([&](Conversation& peer) {
      line = peer.read_line();
      peer.send("ok\n\n");
    });
    Client("127.0.0.1", server.port(), patience).put("k", 1);
  }
  ASSERT_THAT(line, testing::StartsWith("put k 1 "));
  EXPECT_THAT(std::stoll(line.substr(8)), AllOf(testing::Ge(before), testing::Le(now())));
}

TEST(Client, GetsSamplesByKey) {
  ScriptedServer server(answering("ok\na 1.5 7\nb -2 -8\na 3 6\n\n"));
  Client client("127.0.0.1", server.port(), patience);
  EXPECT_EQ(client.get(), (Samples{{"a", {{7, 1.5}, {6, 3}}}, {"b", {{-8, -2}}}}));
}

TEST(Client, NoSamplesAreAnEmptyMap) {
  ScriptedServer server(answering("ok\n\n"));
  Client client("127.0.0.1", server.port(), patience);
  EXPECT_TRUE(client.get("k").empty());
}

TEST(Client, ReadsAnAnswerCutAnywhere) {
  const std::string answer = "ok\nk 1.25 100\nk -2 200\n\n";
  const Samples expected{{"k", {{100, 1.25}, {200, -2}}}};
  ScriptedServer server([&](Conversation& peer) {
    for (std::size_t cut = 1; cut < answer.size(); ++cut) {
      peer.read_line();
      EXPECT_TRUE(peer.send_segment(answer.substr(0, cut)));
      peer.send(answer.substr(cut));
    }
  });
  Client client("127.0.0.1", server.port(), patience);
  for (std::size_t cut = 1; cut < answer.size(); ++cut) {
    EXPECT_EQ(client.get("k"), expected) << cut;
  }
}

TEST(Client, ReadsAnAnswerByteByByteAndStaysInStep) {
  ScriptedServer server([&](Conversation& peer) {
    peer.read_line();
    EXPECT_TRUE(peer.send_byte_by_byte("ok\n\n"));
    peer.read_line();
    EXPECT_TRUE(peer.send_byte_by_byte("ok\nk 1.25 100\n\n"));
  });
  Client client("127.0.0.1", server.port(), patience);
  client.put("k", 1.25, 100);
  EXPECT_EQ(client.get("k"), (Samples{{"k", {{100, 1.25}}}}));
}

TEST(Client, ReadsAnAnswerOfTenMegabytes) {
  constexpr std::int64_t row_count = 500'000;
  std::string answer = "ok\n";
  for (std::int64_t i = 0; i < row_count; ++i) {
    answer += "palm.cpu 0.5 " + std::to_string(1'500'000'000 + i) + "\n";
  }
  answer += "\n";
  ASSERT_GT(answer.size(), 10'000'000U);
  ScriptedServer server(answering(answer));
  Client client("127.0.0.1", server.port(), patience);
  const auto samples = client.get("palm.cpu");
  ASSERT_EQ(samples.at("palm.cpu").size(), static_cast<std::size_t>(row_count));
  EXPECT_EQ(samples.at("palm.cpu").back(), std::pair(1'500'000'000 + row_count - 1, 0.5));
}

TEST(Client, RefusesAnAnswerLongerThanItsLimit) {
  ScriptedServer server(answering("ok\nk 1 1\nk 2 2\n\n"));
  Client client("127.0.0.1", server.port(), patience, {.response_bytes_max = 10});
  EXPECT_EQ(error_of([&] { client.get("k"); }).kind(), ErrorKind::malformed_response);
}

TEST(Client, AServersErrorIsRaisedAndTheConnectionStaysUsable) {
  ScriptedServer server([](Conversation& peer) {
    for (const auto* answer : {"error\nwrong command\n\n", "error\nwrong command\n\n", "ok\n\n"}) {
      peer.read_line();
      peer.send(answer);
    }
  });
  Client client("127.0.0.1", server.port(), patience);
  const auto error = error_of([&] { client.put("k", 1, 1); });
  EXPECT_EQ(error.kind(), ErrorKind::server_error);
  EXPECT_EQ(error.received(), "error\nwrong command\n\n");
  EXPECT_EQ(std::string(error.what()), "127.0.0.1:" + std::to_string(server.port()) +
                                           ": put k: the server answered: wrong command "
                                           "(REQ-ERR-1)");
  EXPECT_EQ(error_of([&] { client.get("k"); }).kind(), ErrorKind::server_error);
  client.put("k", 1, 1);
}

TEST(Client, AMalformedAnswerIsRaisedWithWhatCame) {
  const auto error = error_for("ok\nk x 1\n\n");
  EXPECT_EQ(error.kind(), ErrorKind::malformed_response);
  EXPECT_EQ(error.received(), "ok\nk x 1\n\n");
  EXPECT_THAT(error.what(), AllOf(HasSubstr("get k: "), HasSubstr("REQ-GET-7")));
}

TEST(Client, KeepsOnlyTheStartOfWhatCame) {
  const auto error = error_for("ok\n" + std::string(200'000, 'x') + "\n\n");
  EXPECT_EQ(error.kind(), ErrorKind::malformed_response);
  EXPECT_EQ(error.received().size(), ClientError::received_bytes_max);
}

TEST(Client, ACloseAnywhereInAnAnswerIsRaisedWithoutAPartialResult) {
  const std::string answer = "ok\nk 1 1\n\n";
  for (std::size_t size = 0; size < answer.size(); ++size) {
    const auto error = error_for(answer.substr(0, size));
    EXPECT_EQ(error.kind(), ErrorKind::closed) << size;
    EXPECT_EQ(error.received(), answer.substr(0, size));
  }
}

TEST(Client, AResetIsRaisedAsClosed) {
  ScriptedServer server([](Conversation& peer) {
    peer.read_line();
    peer.reset();
  });
  Client client("127.0.0.1", server.port(), patience);
  EXPECT_EQ(error_of([&] { client.get("k"); }).kind(), ErrorKind::closed);
}

TEST(Client, AfterAMalformedAnswerEveryCallIsRefused) {
  std::string rest;
  {
    ScriptedServer server([&](Conversation& peer) {
      peer.read_line();
      peer.send("ok\n\nok\nk 5 5\n\n");
      rest = peer.read_to_end();
    });
    Client client("127.0.0.1", server.port(), patience);
    const auto first = error_of([&] { client.put("k", 1, 1); });
    EXPECT_EQ(first.kind(), ErrorKind::malformed_response);
    for (int i = 0; i < 2; ++i) {
      const auto later = error_of([&] { client.get("k"); });
      EXPECT_EQ(later.kind(), ErrorKind::closed);
      EXPECT_THAT(later.what(), AllOf(HasSubstr("get k: the connection was given up after: "),
                                      HasSubstr(first.what())));
    }
  }
  EXPECT_EQ(rest, "");
}

TEST(Client, AnAnswerThatNobodyAskedForIsNeverTakenForALaterOne) {
  std::promise<void> stale_is_there;
  std::string rest;
  {
    ScriptedServer server([&](Conversation& peer) {
      peer.read_line();
      EXPECT_TRUE(peer.send_segment("ok\n\n"));
      EXPECT_TRUE(peer.send_delivered("ok\nk 5 5\n\n"));
      stale_is_there.set_value();
      rest = peer.read_to_end();
    });
    Client client("127.0.0.1", server.port(), patience);
    client.put("k", 1, 1);
    stale_is_there.get_future().wait();
    const auto error = error_of([&] { client.get("k"); });
    EXPECT_EQ(error.kind(), ErrorKind::malformed_response);
    EXPECT_EQ(error.received(), "ok\nk 5 5\n\n");
    EXPECT_EQ(error_of([&] { client.get("k"); }).kind(), ErrorKind::closed);
  }
  EXPECT_EQ(rest, "");
}

TEST(Client, ACloseBetweenCallsIsRaisedBeforeAnythingIsSent) {
  std::promise<void> closed;
  ScriptedServer server(
      [&](Conversation& peer) {
        if (peer.read_line() == "get next\n") closed.set_value();
        peer.send("ok\n\n");
      },
      2);
  Client client("127.0.0.1", server.port(), patience);
  client.put("k", 1, 1);
  Client next("127.0.0.1", server.port(), patience);
  next.get("next");  // served only once the first connection is closed
  closed.get_future().wait();
  const auto error = error_of([&] { client.put("k", 1, 1); });
  EXPECT_EQ(error.kind(), ErrorKind::closed);
  EXPECT_THAT(error.what(), HasSubstr("put k: not sent: "));
}

TEST(Client, RefusesArgumentsBeforeAByteIsSentAndStaysUsable) {
  std::string sent;
  {
    ScriptedServer server([&](Conversation& peer) {
      sent = peer.read_line();
      peer.send("ok\n\n");
    });
    Client client("127.0.0.1", server.port(), patience);
    const std::string longest(255, 'k');
    for (const std::string& name : {std::string(), std::string("a b"), std::string(" "),
                                    std::string("a\nget *"), std::string("a\r"), std::string("a\t"),
                                    std::string(1, '\0'), std::string("\x7F"), longest + "k"}) {
      EXPECT_EQ(error_of([&] { client.get(name); }).kind(), ErrorKind::refused_argument) << name;
      EXPECT_EQ(error_of([&] { client.put(name, 1, 1); }).kind(), ErrorKind::refused_argument);
    }
    EXPECT_EQ(error_of([&] { client.put("*", 1, 1); }).kind(), ErrorKind::refused_argument);
    for (const double value : {std::nan(""), HUGE_VAL, -HUGE_VAL}) {
      EXPECT_EQ(error_of([&] { client.put("k", value, 1); }).kind(), ErrorKind::refused_argument);
    }
    client.put(longest, std::numeric_limits<double>::denorm_min(), INT64_MIN);
  }
  EXPECT_THAT(sent, testing::StartsWith("put kkk"));
}

TEST(Client, SaysWhichByteOfANameIsRefusedByWhichRule) {
  ScriptedServer server(answering("ok\n\n"));
  Client client("127.0.0.1", server.port(), patience);
  EXPECT_THAT(error_of([&] { client.put("ab\x1B[2J", 1, 1); }).what(),
              AllOf(HasSubstr("put ab\\x1B[2J: not sent: byte 2 of the name: "),
                    HasSubstr("REQ-CLI-9, REQ-KEY-4")));
  EXPECT_THAT(error_of([&] { client.get(""); }).what(), HasSubstr("the name is empty"));
}

TEST(Client, MovesWithItsConnection) {
  ScriptedServer server(answering("ok\n\n"));
  Client first("127.0.0.1", server.port(), patience);
  Client second(std::move(first));
  second.put("k", 1, 1);
}

}  // namespace
}  // namespace eardrum::client
