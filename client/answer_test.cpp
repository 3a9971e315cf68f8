#include "eardrum/client/answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace eardrum::client {
namespace {

using protocol::Get;
using protocol::Put;
using testing::HasSubstr;

constexpr std::string_view two_keys =
    "ok\npalm.cpu 10.5 1501864247\neardrum.cpu 15.3 1501864259\npalm.cpu -2e1 -5\n\n";
const Samples two_keys_samples{{"eardrum.cpu", {{1501864259, 15.3}}},
                               {"palm.cpu", {{1501864247, 10.5}, {-5, -20}}}};

std::optional<std::expected<Samples, BadAnswer>> read(const protocol::Request& asked,
                                                      std::string_view bytes) {
  return AnswerReader(asked).receive(bytes);
}

TEST(AnswerReader, ReadsRowsInTheOrderReceived) {
  const auto answer = read(Get{"*"}, two_keys);
  ASSERT_TRUE(answer && answer->has_value());
  EXPECT_EQ(**answer, two_keys_samples);
}

TEST(AnswerReader, ReadsAnAnswerWithoutRowsAsNothing) {
  EXPECT_EQ(read(Get{"k"}, "ok\n\n"), Samples{});
  EXPECT_EQ(read(Put{"k", 1, 1}, "ok\n\n"), Samples{});
}

TEST(AnswerReader, EveryCutGivesTheSameSamples) {
  for (std::size_t cut = 1; cut < two_keys.size(); ++cut) {
    AnswerReader reader(Get{"*"});
    ASSERT_FALSE(reader.receive(two_keys.substr(0, cut))) << cut;
    const auto answer = reader.receive(two_keys.substr(cut));
    ASSERT_TRUE(answer && answer->has_value()) << cut;
    EXPECT_EQ(**answer, two_keys_samples) << cut;
    EXPECT_EQ(reader.received(), two_keys);
  }
}

TEST(AnswerReader, ReadsByteByByteAndKnowsNothingBeforeTheMarker) {
  AnswerReader reader(Get{"*"});
  for (std::size_t i = 0; i + 1 < two_keys.size(); ++i) {
    ASSERT_FALSE(reader.receive(two_keys.substr(i, 1))) << i;
    EXPECT_EQ(reader.received(), two_keys.substr(0, i + 1));
  }
  EXPECT_EQ(reader.receive("\n"), two_keys_samples);
}

TEST(AnswerReader, ReadsKeysThatLookLikeStatusLines) {
  const auto answer = read(Get{"*"}, "ok\nok 1 1\nerror 2 2\nwrong 3 3\n\n");
  EXPECT_EQ(answer, (Samples{{"error", {{2, 2}}}, {"ok", {{1, 1}}}, {"wrong", {{3, 3}}}}));
}

TEST(AnswerReader, AnErrorIsTheServersRefusal) {
  const auto answer = read(Get{"k"}, "error\nwrong command\n\n");
  ASSERT_TRUE(answer && !answer->has_value());
  EXPECT_EQ(answer->error().kind, ErrorKind::server_error);
  EXPECT_THAT(answer->error().message, HasSubstr("REQ-ERR-1"));
}

struct Malformed {
  std::string_view bytes;
  std::string_view says;
};

class MalformedAnswer : public testing::TestWithParam<Malformed> {};

TEST_P(MalformedAnswer, IsRefusedWithRuleAndPlace) {
  const auto answer = read(Get{"k"}, GetParam().bytes);
  ASSERT_TRUE(answer && !answer->has_value());
  EXPECT_EQ(answer->error().kind, ErrorKind::malformed_response);
  EXPECT_THAT(answer->error().message, HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(
    AnswerReader, MalformedAnswer,
    testing::Values(
        Malformed{"foo\n\n", "at offset 0: the first line is neither ok nor error"},
        Malformed{"\n\n", "REQ-GET-1"}, Malformed{"some_text\nok\n\n", "REQ-GET-1"},
        Malformed{"OK\n\n", "REQ-GET-1"}, Malformed{"ok \n\n", "REQ-GET-1"},
        Malformed{"error\noops\n\n", "REQ-ERR-1"}, Malformed{"error\n\n", "REQ-ERR-1"},
        Malformed{"ok\nbad row\n\n", "REQ-GET-1"}, Malformed{"ok\nk 1 1 1\n\n", "REQ-GET-1"},
        Malformed{"ok\nk 1 1 \n\n", "REQ-GET-1"}, Malformed{"ok\nk v 1\n\n", "at offset 5: "},
        Malformed{"ok\nk nan 1\n\n", "REQ-GET-7"}, Malformed{"ok\nk 1.0 x\n\n", "REQ-GET-8"},
        Malformed{"ok\nk 1 1.0\n\n", "REQ-GET-8"}, Malformed{"ok\nk 1 1\r\n\n", "REQ-GET-8"},
        Malformed{"ok\nother 1 1\n\n", "REQ-GET-4"},
        Malformed{"ok\nk 1 1\nkk 1 1\n\n", "REQ-GET-4"},
        Malformed{"ok\n\n\n", "at offset 4: bytes follow"}, Malformed{"ok\n\nok\n\n", "REQ-FRM-3"},
        Malformed{"ok\nk 1 1\n\nk 2 2\n\n", "REQ-FRM-3"}));

TEST(AnswerReader, ShowsAStrangersKeyWithoutItsControlBytes) {
  const auto answer = read(Get{"k"}, "ok\n\xFF\x9B 1 1\n\n");
  ASSERT_TRUE(answer && !answer->has_value());
  EXPECT_THAT(answer->error().message, HasSubstr("\\xFF\\x9B"));
}

TEST(AnswerReader, RefusesRowsInAnswerToPut) {
  const auto answer = read(Put{"k", 1, 1}, "ok\nk 1 1\n\n");
  ASSERT_TRUE(answer && !answer->has_value());
  EXPECT_EQ(answer->error().kind, ErrorKind::malformed_response);
  EXPECT_THAT(answer->error().message, HasSubstr("REQ-PUT-1"));
}

TEST(AnswerReader, RefusesAnAnswerLongerThanItsLimit) {
  constexpr std::string_view row = "ok\nk 1 1\n\n";
  EXPECT_TRUE(AnswerReader(Get{"k"}, row.size()).receive(row)->has_value());
  AnswerReader short_reader(Get{"k"}, row.size() - 1);
  const auto answer = short_reader.receive(row);
  ASSERT_TRUE(answer && !answer->has_value());
  EXPECT_THAT(answer->error().message, HasSubstr("REQ-LIM-3"));
}

TEST(AnswerReader, RefusesAnEndlessAnswerBeforeItsEnd) {
  AnswerReader reader(Get{"k"}, 8);
  EXPECT_FALSE(reader.receive("ok\nk 1 1"));
  const auto answer = reader.receive("1");
  ASSERT_TRUE(answer && !answer->has_value());
  EXPECT_EQ(answer->error().kind, ErrorKind::malformed_response);
}

}  // namespace
}  // namespace eardrum::client
