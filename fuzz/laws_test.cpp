// Every law on chosen examples: the source text's own bytes, limits, and what broke others.
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "eardrum/fuzz/laws/client_server.hpp"
#include "eardrum/fuzz/laws/delivery.hpp"
#include "eardrum/fuzz/laws/one_reading.hpp"
#include "eardrum/fuzz/laws/prefix_free.hpp"
#include "eardrum/fuzz/laws/reading.hpp"
#include "eardrum/fuzz/laws/round_trip.hpp"
#include "eardrum/fuzz/laws/session_model.hpp"
#include "eardrum/fuzz/laws/totality.hpp"
#include "eardrum/protocol/limits.hpp"

namespace eardrum::fuzz {
namespace {

using protocol::Get;
using protocol::Put;
using protocol::Row;
using protocol::Status;

constexpr std::string_view dialogue =
    "put palm.cpu 10.5 1501864247\nput eardrum.cpu 15.3 1501864259\nget *\nget palm.cpu\n\n"
    "foo\nput palm.cpu x 1\nput palm.cpu 11 1501864247\nput palm.cpu 9 -5\nget palm.cpu\nget";

constexpr std::string_view answers =
    "ok\npalm.cpu 10.5 1501864247\neardrum.cpu 15.3 1501864259\n\nok\n\nerror\nwrong command\n\nok";

/// Holds, or prints how the law is broken.
testing::AssertionResult holds(const Verdict& verdict) {
  if (!verdict) return testing::AssertionSuccess();
  return testing::AssertionFailure() << *verdict;
}

TEST(Totality, HoldsForFramesThatNoFramerWouldPassOn) {
  using namespace std::string_view_literals;
  for (const auto bytes : {""sv, "\n"sv, "\n\n"sv, "get k"sv, "get k\nget k\n"sv, "\0\n"sv, "ok"sv,
                           "ok\n\nok\n\n"sv, "error\n\n"sv, "ok\nk 1\n\n"sv, "put \n"sv}) {
    EXPECT_TRUE(holds(total_on_request(bytes)));
    EXPECT_TRUE(holds(total_on_response(bytes)));
  }
}

TEST(Totality, HoldsAtTheLimitsOfKeyAndLine) {
  for (const std::size_t size : {254, 255, 256}) {
    EXPECT_TRUE(holds(total_on_request("get " + std::string(size, 'k') + "\n")));
    EXPECT_TRUE(holds(total_on_response("ok\n" + std::string(size, 'k') + " 1 1\n\n")));
  }
  for (const std::size_t size : {1023, 1024, 1025}) {
    EXPECT_TRUE(holds(total_on_request(std::string(size - 1, 'x') + "\n")));
    EXPECT_TRUE(holds(total_on_stream(std::string(size - 1, 'x') + "\nget k\n")));
  }
}

TEST(Totality, HoldsForTheStreamsOfTheSourceText) {
  EXPECT_TRUE(holds(total_on_stream(dialogue)));
  EXPECT_TRUE(holds(total_on_stream(answers)));
}

TEST(OneReading, HoldsForEverySpellingThatSomebodyTakes) {
  for (const std::string value : {"10.6",
                                  "-0",
                                  "1e5",
                                  "1E-7",
                                  "1e+05",
                                  "007",
                                  "+1",
                                  ".5",
                                  "5.",
                                  "0x10",
                                  "inf",
                                  "nan",
                                  "1e309",
                                  "1e-400",
                                  "2.4e-324",
                                  "5e-324",
                                  "2.4703282292062327e-324",
                                  "2.4703282292062328e-324",
                                  "9007199254740993",
                                  "179769313486231580793e289",
                                  "1_000",
                                  "1,5",
                                  "abc",
                                  "--1",
                                  "1.2.3"}) {
    EXPECT_TRUE(holds(one_reading_of_request("put k " + value + " 1")));
    EXPECT_TRUE(holds(one_reading_of_response("ok\nk " + value + " 1\n\n")));
    EXPECT_TRUE(holds(one_reading_of_request("put k 1 " + value)));
  }
}

TEST(OneReading, ReadsTheExampleOfTheSourceText) {
  const auto request = read_request("put palm.cpu 10.6 1501864247");
  ASSERT_TRUE(request.has_value());
  EXPECT_EQ(std::get<Put>(*request),
            (Put{.key = "palm.cpu", .value = 10.6, .timestamp = 1501864247}));
  EXPECT_FALSE(read_request("put palm.cpu 10.6 01501864247").has_value());
  EXPECT_TRUE(holds(one_reading_of_request("put palm.cpu 10.6 1501864247")));
}

TEST(RoundTrip, HoldsAtTheEdgesOfBothNumberTypes) {
  using Double = std::numeric_limits<double>;
  using Integer = std::numeric_limits<std::int64_t>;
  for (const double value : {0.0, -0.0, 10.6, 100000.0, 1e23, Double::max(), Double::lowest(),
                             Double::min(), Double::denorm_min(), -Double::denorm_min()}) {
    for (const auto timestamp : {Integer::min(), std::int64_t{0}, Integer::max()}) {
      EXPECT_TRUE(holds(request_round_trip(Put{"palm.cpu", value, timestamp})));
      const std::vector<Row> rows{{"palm.cpu", value, timestamp}};
      EXPECT_TRUE(holds(response_round_trip(Status::ok, rows)));
    }
  }
}

TEST(RoundTrip, HoldsForTheLongestRequestOfAll) {
  const std::string key(protocol::limits::key_bytes_max, 'k');
  const double longest = -std::numeric_limits<double>::denorm_min();
  EXPECT_TRUE(
      holds(request_round_trip(Put{key, longest, std::numeric_limits<std::int64_t>::min()})));
}

TEST(RoundTrip, HoldsForAnswersWithoutRows) {
  EXPECT_TRUE(holds(response_round_trip(Status::error, {})));
  EXPECT_TRUE(holds(response_round_trip(Status::ok, {})));
}

TEST(RoundTrip, RewritingIsAFixedPoint) {
  for (const auto* line : {"put k 1e5 1\n", "put k 1.500 1\n", "put k -0e7 1\n", "put k 1e-400 1\n",
                           "get *\n", "get a*\n", "foo\n"}) {
    EXPECT_TRUE(holds(request_canonical(line)));
  }
  for (const auto* frame : {"ok\nk 1E2 1\n\n", "ok\n\n", "error\nwrong command\n\n", "error\n\n"}) {
    EXPECT_TRUE(holds(response_canonical(frame)));
  }
}

TEST(Delivery, HoldsForEveryCutInTwo) {
  for (const auto stream : {dialogue, answers}) {
    for (std::size_t at = 0; at <= stream.size(); ++at) {
      const Pieces pieces{stream.substr(0, at), stream.substr(at)};
      EXPECT_TRUE(holds(request_delivery(pieces, protocol::limits::request_bytes_max)));
      EXPECT_TRUE(holds(response_delivery(pieces, protocol::limits::response_bytes_max)));
    }
  }
}

TEST(Delivery, HoldsForEveryCutOfMessagesAroundTheirLimit) {
  for (std::size_t limit = 1; limit < 12; ++limit) {
    for (std::size_t size = 1; size < 12; ++size) {
      const auto lines = cut("get k\nget key\nget k\ngets", {size});
      EXPECT_TRUE(holds(request_delivery(lines, limit)));
      const auto frames = cut("ok\n\nok\n\n\n\nok\nk 1 1\n\nok\n\n", {size});
      EXPECT_TRUE(holds(response_delivery(frames, limit)));
    }
  }
}

TEST(PrefixFree, HoldsForAnswersThatDifferInTheirLastByte) {
  const std::vector<Answer> all{{},
                                {.status = Status::error, .rows = {}},
                                {.rows = {{"k", 1, 1}}},
                                {.rows = {{"k", 1, 11}}},
                                {.rows = {{"k", 1, 1}, {"k", 1, 2}}},
                                {.rows = {{"ok", 1, 1}}}};
  for (const auto& one : all) {
    for (const auto& other : all) EXPECT_TRUE(holds(prefix_free(one, other)));
    for (const auto* following : {"", "\n", "\n\n", "ok\n\n", "error"}) {
      EXPECT_TRUE(holds(independent_of_what_follows(one, following)));
    }
  }
}

TEST(SessionModel, HoldsForADialogueHoweverCut) {
  for (std::size_t size = 1; size <= dialogue.size(); ++size) {
    EXPECT_TRUE(holds(session_equals_model(cut(dialogue, {size}))));
  }
}

TEST(SessionModel, ItsTheoremsHoldForADialogue) {
  EXPECT_TRUE(holds(one_response_per_line(dialogue)));
  EXPECT_TRUE(holds(error_changes_nothing(dialogue)));
  EXPECT_TRUE(holds(star_is_union(dialogue)));
  EXPECT_TRUE(holds(last_write_wins_in_time_order(dialogue)));
}

TEST(SessionModel, TheModelAnswersTheExampleOfTheSourceText) {
  ServerModel model;
  EXPECT_EQ(model.answer("put palm.cpu 10.6 1501864247"), "ok\n\n");
  EXPECT_EQ(model.answer("get palm.cpu"), "ok\npalm.cpu 10.6 1501864247\n\n");
  EXPECT_EQ(model.answer("get eardrum.cpu"), "ok\n\n");
  EXPECT_EQ(model.answer("got palm.cpu"), "error\nwrong command\n\n");
  EXPECT_EQ(model.answer(""), "");
}

TEST(ClientServer, HoldsForAPipelinedBatch) {
  const std::vector<protocol::Request> requests{Put{"k", -0.0, 5}, Put{"k", 5e-324, -5}, Get{"k"},
                                                Put{"K", 1e23, 5}, Put{"k", 2, 5},       Get{"*"},
                                                Get{"absent"}};
  for (std::size_t size = 1; size < 20; ++size) {
    EXPECT_TRUE(holds(client_server_run(requests, {size})));
  }
  EXPECT_TRUE(holds(client_server_run({}, {})));
}

TEST(Verdict, ShowsBytesWithoutControlsOrQuotesOfTheirOwn) {
  EXPECT_EQ(visible(std::string_view("a\n\"\\\x1b\xff\0", 7)), "\"a\\n\\\"\\\\\\x1b\\xff\\x00\"");
  const auto cut_in_the_middle = visible(std::string(5000, 'x'));
  EXPECT_LT(cut_in_the_middle.size(), 3000U);
  EXPECT_NE(cut_in_the_middle.find("2600 bytes"), std::string::npos);
}

}  // namespace
}  // namespace eardrum::fuzz
