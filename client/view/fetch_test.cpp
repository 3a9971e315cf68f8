#include "eardrum/client/view/fetch.hpp"

#include <gtest/gtest.h>

#include "eardrum/client/client_fixture.hpp"
#include "eardrum/client/view/hostile_keys.hpp"

namespace eardrum::client {
namespace {

ServerOptions at(const ScriptedServer& server) {
  ServerOptions options;
  options.port = server.port();
  options.timeout = patience;
  return options;
}

const std::string odd_answer =
    "ok\nk 10 1\nk NaN 2\nk .5 3\nk +5 4\nk 05 5\nk 1e400 6\nbroken\nk 1 x\n\n";

TEST(Fetch, TakesWhatCanBeReadAndCountsTheRest) {
  const ScriptedServer server(answering(odd_answer));
  const auto fetched = fetch(at(server), {"*"}, RowPolicy::lenient);
  ASSERT_TRUE(fetched) << fetched.error().message;
  EXPECT_EQ(fetched->samples, (Samples{{"k", {{1, 10}, {3, 0.5}, {4, 5}, {5, 5}}}}));
  EXPECT_EQ(fetched->skipped_rows, 4);
  EXPECT_EQ(skipped_text(*fetched), "skipped 4 rows that are no samples, first: key 'k'");
}

TEST(Fetch, RefusesTheWholeAnswerIfItIsToBeStrict) {
  const ScriptedServer server(answering(odd_answer));
  const auto fetched = fetch(at(server), {"*"}, RowPolicy::strict);
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().code, ExitCode::connection_failed);
  EXPECT_NE(fetched.error().message.find("--lenient"), std::string::npos);
}

TEST(Fetch, NeverTakesRowsOfAnotherKey) {
  for (const auto policy : {RowPolicy::strict, RowPolicy::lenient}) {
    const ScriptedServer server(answering("ok\nk 1 1\nother 2 2\n\n"));
    const auto fetched = fetch(at(server), {"k"}, policy);
    EXPECT_EQ(fetched.has_value(), policy == RowPolicy::lenient);
    if (fetched) {
      EXPECT_EQ(fetched->samples, (Samples{{"k", {{1, 1}}}}));
    }
  }
}

TEST(Fetch, AsksForSeveralKeysOnOneConnection) {
  const ScriptedServer server([](Conversation& peer) {
    EXPECT_EQ(peer.read_line(), "get a\n");
    peer.send_byte_by_byte("ok\na 1 1\n\n");
    EXPECT_EQ(peer.read_line(), "get b\n");
    peer.send("ok\n\n");
  });
  const auto fetched = fetch(at(server), {"a", "b"}, RowPolicy::strict);
  ASSERT_TRUE(fetched);
  EXPECT_EQ(fetched->samples.size(), 1U);
}

TEST(Fetch, SaysWhatWentWrongInPrintableText) {
  const std::string hostile = "\x1b[2J\xFF";
  const std::pair<std::string, ExitCode> answers[] = {
      {"error\nwrong command\n\n", ExitCode::refused},
      {hostile + "\n\n", ExitCode::connection_failed},
      {"ok\n" + hostile + " x y\n\n", ExitCode::connection_failed},
      {"ok\n\nok\n\n", ExitCode::connection_failed},
  };
  for (const auto& [answer, code] : answers) {
    const ScriptedServer server(answering(answer));
    const auto fetched = fetch(at(server), {"*"}, RowPolicy::strict);
    ASSERT_FALSE(fetched) << answer;
    EXPECT_EQ(fetched.error().code, code);
    EXPECT_TRUE(is_plain(fetched.error().message));
  }
}

TEST(Fetch, BoundsTheAnswer) {
  const ScriptedServer server(answering("ok\nk 1 1\nk 1 2\nk 1 3\n\n"));
  auto options = at(server);
  options.answer_bytes_max = 10;
  const auto fetched = fetch(options, {"*"}, RowPolicy::strict);
  ASSERT_FALSE(fetched);
  EXPECT_NE(fetched.error().message.find("--max-answer"), std::string::npos);
}

TEST(Fetch, RefusesKeysThatCannotBeAsked) {
  EXPECT_EQ(fetch({}, {"a\nput b 1 1"}, RowPolicy::strict).error().code, ExitCode::wrong_usage);
}

}  // namespace
}  // namespace eardrum::client
