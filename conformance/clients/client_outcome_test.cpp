#include "eardrum/conformance/clients/client_outcome.hpp"

#include <gmock/gmock.h>

#include <limits>

namespace eardrum::conformance {
namespace {

using testing::Optional;
using testing::StartsWith;

DriverAnswer answer(std::string_view fields) {
  const auto read = read_driver_answer("{\"id\":1," + std::string(fields) + "}", 1);
  EXPECT_TRUE(read) << fields;
  return read.value_or(DriverAnswer{});
}

Outcome outcome(Outcome::Kind kind) {
  Outcome made;
  made.kind = kind;
  return made;
}

Outcome samples(const std::vector<std::string>& rows, bool in_order = false) {
  auto made = outcome(Outcome::Kind::samples);
  made.in_order = in_order;
  for (const auto& row : rows) made.samples.push_back({ByteText{{Literal{row}}}, {}});
  return made;
}

ClientCall call_of_get() {
  ClientCall call;
  call.call.method = Call::Method::get;
  call.source = "call get \"palm.cpu\"";
  call.requested = true;
  return call;
}

std::optional<std::string> fault(const Outcome& expected, std::string_view fields,
                                 const ClientCall& call = call_of_get()) {
  auto found = compare_outcome(expected, {}, answer(fields), call);
  return found ? std::optional(std::move(found->sentence)) : std::nullopt;
}

constexpr auto nothing = R"("returned":null)";
constexpr auto empty = R"("returned":{})";
constexpr auto client_error = R"("raised":"ClientError","message":"no")";
constexpr auto value_error = R"("raised":"ValueError","message":"no")";
constexpr auto text = R"("returned_other":"str: 'ok'")";

TEST(CompareOutcome, TellsFalseSuccessFromAWrongException) {
  const auto due = outcome(Outcome::Kind::client_error);
  EXPECT_EQ(fault(due, client_error), std::nullopt);
  EXPECT_THAT(fault(due, value_error), Optional(StartsWith("wrong exception: ")));
  for (const auto* came : {nothing, empty, text}) {
    EXPECT_THAT(fault(due, came), Optional(StartsWith("false success: "))) << came;
  }
}

TEST(CompareOutcome, NamesTheCallAndSaysThatThereIsNoClientError) {
  constexpr auto built_in = R"("raised":"RuntimeError","message":"no","no_client_error":true)";
  EXPECT_EQ(fault(outcome(Outcome::Kind::client_error), built_in),
            "wrong exception: the module has no ClientError: call get \"palm.cpu\" gave the "
            "exception RuntimeError, where ClientError is expected");
}

TEST(CompareOutcome, TakesAnyEndWhereTheSessionIsAboutTheRequest) {
  for (const auto* came : {nothing, empty, text, client_error, value_error}) {
    EXPECT_EQ(fault(outcome(Outcome::Kind::any_end), came), std::nullopt) << came;
  }
}

TEST(CompareOutcome, SaysThatTheCallCameBackAmidTheAnswer) {
  auto call = call_of_get();
  call.planned = 30;
  call.seen_at_return = 22;
  call.pieces_at_return = 1;
  EXPECT_EQ(fault(samples({"k 1 2"}), empty, call),
            "silently wrong data: call get \"palm.cpu\" returned after the first piece of the "
            "answer, 22 bytes of 30: 1 row missing, for example 'k 1 2'");
}

TEST(CompareOutcome, TakesNoExceptionWhereNoneIsDue) {
  for (const auto kind :
       {Outcome::Kind::nothing, Outcome::Kind::anything, Outcome::Kind::samples}) {
    EXPECT_THAT(fault(outcome(kind), client_error), Optional(StartsWith("needless exception: ")));
  }
}

TEST(CompareOutcome, TellsNothingFromAnything) {
  EXPECT_EQ(fault(outcome(Outcome::Kind::nothing), nothing), std::nullopt);
  EXPECT_THAT(fault(outcome(Outcome::Kind::nothing), text), Optional(StartsWith("wrong type: ")));
  EXPECT_EQ(fault(outcome(Outcome::Kind::anything), text), std::nullopt);
}

TEST(CompareOutcome, ComparesSamplesByMeaningAndKeysExactly) {
  const auto due = samples({"k 10.50 100", "k 11 50"});
  EXPECT_EQ(fault(due, R"("returned":{"k":[[100,10.5],[50,11.0]]})"), std::nullopt);
  EXPECT_EQ(fault(due, R"("returned":{"k":[[50,11.0],[100,10.5]]})"), std::nullopt);
  for (const auto* came :
       {R"("returned":{"k":[[100,10.5]]})", R"("returned":{"k":[[100,10.5],[50,11.0],[50,11.0]]})",
        R"("returned":{"k":[[100,10.5],[50,11.5]]})", R"("returned":{"k":[[100,10.5],[51,11]]})",
        R"("returned":{"K":[[100,10.5],[50,11.0]]})",
        R"("returned":{"k":[[100,10.5],[50,11.0]],"other":[]})",
        R"("returned":{"k":[[100,"nan"],[50,11.0]]})"}) {
    EXPECT_THAT(fault(due, came), Optional(StartsWith("silently wrong data: "))) << came;
  }
  EXPECT_THAT(fault(due, nothing), Optional(StartsWith("wrong type: ")));
}

TEST(CompareOutcome, CountsTheOrderWhereItIsAskedFor) {
  const auto due = samples({"k 1 100", "k 2 50"}, true);
  EXPECT_EQ(fault(due, R"("returned":{"k":[[100,1],[50,2]]})"), std::nullopt);
  EXPECT_NE(fault(due, R"("returned":{"k":[[50,2],[100,1]]})"), std::nullopt);
}

TEST(CompareOutcome, TakesAnEmptyMapAlone) {
  EXPECT_EQ(fault(samples({}), empty), std::nullopt);
  EXPECT_NE(fault(samples({}), R"("returned":{"k":[]})"), std::nullopt);
}

TEST(DescribeRequest, SaysWhatIsWrongWithIt) {
  Expectation expectation;
  expectation.bytes.pieces = {Literal{"get k\n"}};
  const ExpectedAnswer expected(expectation, {});
  const auto words = [&](std::string_view bytes) {
    const Reception reception{bytes, false, true};
    return describe_request(expected, example_of(expectation, {}), expected.match(reception),
                            reception);
  };
  EXPECT_EQ(words(""), "the client sent no request");
  EXPECT_EQ(words("get k"), "the client sent only 5 bytes of the 6 bytes of its request");
  EXPECT_EQ(words("get  k\n"), "the request differs at offset 4");
}

TEST(DescribeRequest, ShowsARightRequestWhereSeveralAre) {
  Expectation first;
  first.bytes.pieces = {Literal{"put k 10.6 100\n"}};
  Expectation expectation;
  expectation.kind = Expectation::Kind::one_of;
  expectation.alternatives = {{"shortest", {}, first}};
  const ExpectedAnswer expected(expectation, {});
  const Reception reception{"put {} {} {}\n", false, true};
  EXPECT_EQ(
      describe_request(expected, example_of(expectation, {}), expected.match(reception), reception),
      "the client sent a wrong request, put {} {} {}\\n; a right one is for example "
      "put k 10.6 100\\n");
}

}  // namespace
}  // namespace eardrum::conformance
