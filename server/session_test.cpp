#include "eardrum/server/session.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "eardrum/protocol/limits.hpp"

namespace eardrum::server {
namespace {

constexpr std::string_view ok = "ok\n\n";
constexpr std::string_view error = "error\nwrong command\n\n";

/// A conversation that meets every kind of line; an unfinished one is left at its end.
const std::string script =
    "put palm.cpu 10.50 200\n"
    "put palm.cpu -3 100\n"
    "get palm.cpu\n"
    "\n"
    "nonsense\n" +
    std::string(3000, 'x') +
    "\n"
    "put eardrum.cpu 1e2 5\nput palm.cpu 7 200\nput * 1 1\nget *\n"
    "get palm.cpu";
const std::string script_answers =
    "ok\n\n"
    "ok\n\n"
    "ok\npalm.cpu -3 100\npalm.cpu 10.5 200\n\n"
    "error\nwrong command\n\n"
    "error\nwrong command\n\n"
    "ok\n\n"
    "ok\n\n"
    "error\nwrong command\n\n"
    "ok\neardrum.cpu 100 5\npalm.cpu -3 100\npalm.cpu 7 200\n\n";

class SessionTest : public testing::Test {
 protected:
  std::string reply(std::string_view bytes) {
    std::string out;
    session_.serve(bytes, out);
    return out;
  }

  Store store_;
  Session session_{store_};
};

TEST_F(SessionTest, AnswersTheSpecificationsExample) {
  EXPECT_EQ(reply("put palm.cpu 10.5 1501864247\n"), ok);
  EXPECT_EQ(reply("put eardrum.cpu 15.3 1501864259\n"), ok);
  EXPECT_EQ(reply("get palm.cpu\n"), "ok\npalm.cpu 10.5 1501864247\n\n");
  EXPECT_EQ(reply("get *\n"), "ok\neardrum.cpu 15.3 1501864259\npalm.cpu 10.5 1501864247\n\n");
  EXPECT_EQ(reply("get nothing\n"), ok);
}

TEST_F(SessionTest, EveryChunkSizeGivesTheSameBytes) {
  for (std::size_t chunk = 1; chunk <= script.size(); ++chunk) {
    Store store;
    Session session(store);
    std::string out;
    for (std::size_t begin = 0; begin < script.size(); begin += chunk) {
      session.serve(std::string_view(script).substr(begin, chunk), out);
    }
    ASSERT_EQ(out, script_answers) << "in chunks of " << chunk;
  }
}

TEST_F(SessionTest, RefusesEachKindOfWrongLineAndStaysUsable) {
  for (const std::string_view line : {"",
                                      " ",
                                      "put",
                                      "get",
                                      "put ",
                                      "get ",
                                      "nonsense",
                                      "PUT k 1 1",
                                      "Get k",
                                      "gett k",
                                      "put k",
                                      "put k 1",
                                      "put k 1 1 1",
                                      "get k k",
                                      "get  k",
                                      "get k ",
                                      " get k",
                                      "put  k 1 1",
                                      "put k 1 1 ",
                                      "put\tk 1 1",
                                      "put k 1 1\r",
                                      "get k\r",
                                      "get k\x01",
                                      "put * 1 1",
                                      "put k abc 1",
                                      "put k nan 1",
                                      "put k -inf 1",
                                      "put k 007 1",
                                      "put k +1 1",
                                      "put k 0x10 1",
                                      "put k .5 1",
                                      "put k 1,5 1",
                                      "put k 1e999 1",
                                      "put k 1 abc",
                                      "put k 1 1.5",
                                      "put k 1 +1",
                                      "put k 1 -0",
                                      "put k 1 9223372036854775808"}) {
    const auto answer = reply(std::string(line) + "\n");
    EXPECT_EQ(answer, line.empty() ? "" : error) << line;
    EXPECT_TRUE(store_.keys().empty()) << line;
  }
  EXPECT_EQ(reply("put k 1 1\n"), ok);
}

TEST_F(SessionTest, RefusesAKeyOneByteLongerThanTheLimit) {
  const std::string longest(protocol::limits::key_bytes_max, 'k');
  EXPECT_EQ(reply("put " + longest + " 1 1\n"), ok);
  EXPECT_EQ(reply("put " + longest + "k 1 1\n"), error);
  EXPECT_EQ(reply("get " + longest + "k\n"), error);
}

TEST_F(SessionTest, IgnoresEmptyLinesWithoutAnAnswer) {
  EXPECT_EQ(reply("\n"), "");
  EXPECT_EQ(reply("get wrong command test\n\n"), error);
  EXPECT_EQ(reply("\n\nget k\n\n"), ok);
}

TEST_F(SessionTest, AnswersAPipelineInOrder) {
  EXPECT_EQ(reply("get k\nput k 1 1\nget k\nbad\nput k 2 1\nget k\n"),
            "ok\n\nok\n\nok\nk 1 1\n\nerror\nwrong command\n\nok\n\nok\nk 2 1\n\n");
}

TEST_F(SessionTest, DropsAnOverlongLineAndAnswersItOnceAtItsEnd) {
  EXPECT_EQ(reply("put k 1 1" + std::string(5000, '0')), "");
  EXPECT_EQ(reply(std::string(100'000, '0')), "");
  EXPECT_EQ(reply("\n"), error);
  EXPECT_EQ(reply("get k\n"), ok);
}

TEST_F(SessionTest, TakesALineOfExactlyTheLimit) {
  const std::string start = "put k 1.";
  const std::string end = " 1\n";
  const auto zeros = protocol::limits::request_bytes_max - start.size() - end.size();
  EXPECT_EQ(reply(start + std::string(zeros, '0') + end), ok);
  EXPECT_EQ(reply(start + std::string(zeros + 1, '0') + end), error);
}

TEST_F(SessionTest, DiscardsAnUnterminatedLastLine) {
  std::string out;
  session_.receive("put a 1 1\nput b 2 2");
  session_.end_input();
  EXPECT_EQ(session_.step(out), Step::answered);
  EXPECT_EQ(session_.step(out), Step::finished);
  EXPECT_EQ(out, ok);
  EXPECT_NE(store_.find("a"), nullptr);
  EXPECT_EQ(store_.find("b"), nullptr);
}

TEST_F(SessionTest, DoesOneRequestAStep) {
  std::string out;
  EXPECT_EQ(session_.step(out), Step::need_input);
  session_.receive("put a 1 1\n\nget a\nput b");
  EXPECT_EQ(session_.step(out), Step::answered);
  EXPECT_EQ(out, ok);
  EXPECT_EQ(session_.step(out), Step::ignored);
  EXPECT_EQ(out, ok);
  EXPECT_EQ(session_.step(out), Step::answered);
  EXPECT_EQ(out, "ok\n\nok\na 1 1\n\n");
  EXPECT_EQ(session_.step(out), Step::need_input);
}

TEST_F(SessionTest, SharesItsStoreWithOtherSessions) {
  Session other(store_);
  std::string out;
  other.serve("put k 1 1\n", out);
  EXPECT_EQ(reply("get k\n"), "ok\nk 1 1\n\n");
}

TEST_F(SessionTest, EchoesOpaqueKeysVerbatim) {
  EXPECT_EQ(reply("put \xFF\x80/\"$(k)\" 1 1\n"), ok);
  EXPECT_EQ(reply("get *\n"), "ok\n\xFF\x80/\"$(k)\" 1 1\n\n");
}

}  // namespace
}  // namespace eardrum::server
