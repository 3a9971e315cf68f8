#include "eardrum/conformance/clients/driver_protocol.hpp"

#include <gmock/gmock.h>

namespace eardrum::conformance {
namespace {

using Kind = DriverAnswer::Kind;

Kind kind_of(std::string_view line) {
  const auto answer = read_driver_answer(line, 7);
  EXPECT_TRUE(answer) << line;
  return answer ? answer->kind : Kind::unknown;
}

TEST(DriverCallLine, SpellsNumbersAsTheSessionDoes) {
  Call call{Call::Method::put, "load", "301", 3, {}};
  EXPECT_EQ(driver_call_line(2, call, {}),
            "{\"id\":2,\"call\":\"put\",\"name\":\"load\",\"value\":301,\"timestamp\":3}\n");
  call.value = "nan";
  call.timestamp.reset();
  EXPECT_EQ(driver_call_line(2, call, {}),
            "{\"id\":2,\"call\":\"put\",\"name\":\"load\",\"value\":\"nan\"}\n");
}

TEST(DriverCallLine, LeavesWholeSecondsWhole) {
  const Address address{"127.0.0.1", 4242};
  Call call{Call::Method::connect, {}, {}, {}, 2.0};
  EXPECT_EQ(driver_call_line(1, call, address),
            "{\"id\":1,\"call\":\"connect\",\"host\":\"127.0.0.1\",\"port\":4242,\"timeout\":2}\n");
  call.timeout_seconds = 1.5;
  EXPECT_THAT(driver_call_line(1, call, address), testing::EndsWith("\"timeout\":1.5}\n"));
  call.timeout_seconds.reset();
  EXPECT_THAT(driver_call_line(1, call, address), testing::EndsWith("\"port\":4242}\n"));
}

TEST(DriverCallLine, WritesAKeyAsOneCharacterForEachByte) {
  const Call call{Call::Method::get, "a\"\\\n\xd0", {}, {}, {}};
  EXPECT_EQ(driver_call_line(1, call, {}),
            "{\"id\":1,\"call\":\"get\",\"name\":\"a\\u0022\\u005c\\u000a\\u00d0\"}\n");
}

TEST(ReadDriverAnswer, TellsTheKindsApart) {
  EXPECT_EQ(kind_of(R"({"id":7,"returned":null})"), Kind::nothing);
  EXPECT_EQ(kind_of(R"({"id":7,"returned":{}})"), Kind::samples);
  EXPECT_EQ(kind_of(R"({"id":7,"returned_other":"str: 'ok'"})"), Kind::other);
  EXPECT_EQ(kind_of(R"({"id":7,"raised":"ValueError","message":"no"})"), Kind::raised);
  EXPECT_FALSE(read_driver_answer(R"({"id":7,"raised":"ValueError"})", 7)->client_error);
  EXPECT_TRUE(read_driver_answer(R"({"id":7,"raised":"ClientError"})", 7)->client_error);
}

TEST(ReadDriverAnswer, ReadsSamplesExactly) {
  const auto answer = read_driver_answer(
      R"({"id":7,"returned":{"k\u00ff":[[9223372036854775807,-0.5],[0,"inf"]],"empty":[]}})", 7);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->kind, Kind::samples);
  ASSERT_EQ(answer->rows.size(), 2U);
  EXPECT_EQ(answer->rows[0], (WideRow{"k\xff", -0.5, 9223372036854775807}));
  EXPECT_EQ(answer->rows[1].value, std::numeric_limits<double>::infinity());
  EXPECT_THAT(answer->keys, testing::ElementsAre("empty", "k\xff"));
}

TEST(ReadDriverAnswer, TakesNothingElseForSamples) {
  for (const auto* samples :
       {"[]", "\"ok\"", "1", R"({"k":1})", R"({"k":[1]})", R"({"k":[[1]]})", R"({"k":[[1.5,2]]})",
        R"({"k":[["1",2]]})", R"({"k":[[1,"x"]]})", R"({"k":[[1,2,3]]})",
        R"({"k":[[9223372036854775808,1]]})", R"({"\u0100":[]})"}) {
    EXPECT_EQ(kind_of("{\"id\":7,\"returned\":" + std::string(samples) + "}"), Kind::unknown)
        << samples;
  }
  EXPECT_EQ(kind_of(R"({"id":7})"), Kind::unknown);
}

TEST(ReadDriverAnswer, PassesOverLinesThatAnswerNothing) {
  for (const auto* line :
       {"", "hello", "{", "7", "[7]", R"({"returned":null})", R"({"id":6,"returned":null})",
        R"({"id":"7","returned":null})", R"({"id":-7,"returned":null})",
        "{\"id\":7,\"returned\":null} and more", "{\"id\":7,\"raised\":\"\xff\"}"}) {
    EXPECT_FALSE(read_driver_answer(line, 7)) << line;
  }
}

TEST(ReadDriverAnswer, SurvivesDepthAndSize) {
  const std::string deep(1'000'000, '[');
  EXPECT_FALSE(read_driver_answer("{\"id\":7,\"returned\":" + deep, 7));
  const std::string closed = "{\"id\":7,\"returned\":" + deep + std::string(deep.size(), ']') + "}";
  EXPECT_FALSE(read_driver_answer(closed, 7));
  const std::string blanks(driver_line_bytes_max, ' ');
  EXPECT_FALSE(read_driver_answer("{\"id\":7,\"returned\":null" + blanks + "}", 7));
}

}  // namespace
}  // namespace eardrum::conformance
