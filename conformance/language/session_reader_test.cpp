#include "eardrum/conformance/language/session_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "eardrum/conformance/language/byte_text.hpp"

namespace eardrum::conformance {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view head = "session a.b REQ-GET-2\ntitle t\n";
constexpr std::string_view client_head = "session a.b REQ-CLI-2\ntitle t\nrole client\n";

std::vector<Session> read_well(std::string_view text) {
  auto sessions = read_sessions(text, "x.session");
  if (sessions) return *std::move(sessions);
  ADD_FAILURE() << sessions.error().text();
  return {};
}

/// The steps of a session that consists of them.
std::vector<Step> read_steps(std::string_view steps, std::string_view before = head) {
  auto sessions = read_well(std::string(before) + std::string(steps));
  return sessions.empty() ? std::vector<Step>{} : std::move(sessions.front().steps);
}

template <class Action>
const Action& action(const Step& step) {
  return std::get<Action>(step.action);
}

/// "x.session:LINE:COLUMN: message", or "" where the text is read.
std::string error_of(std::string_view text) {
  const auto sessions = read_sessions(text, "x.session");
  return sessions ? "" : sessions.error().text();
}

/// The error in a step, which stands on line 3.
std::string step_error(std::string_view steps) {
  return error_of(std::string(head) + std::string(steps));
}

/// The error in a step of a client session, which stands on line 4.
std::string client_step_error(std::string_view steps) {
  return error_of(std::string(client_head) + std::string(steps));
}

TEST(ReadSessions, ReadsTheExampleOfTheDescription) {
  const auto sessions = read_well(R"(# get-star.session
session get.star-returns-every-sample  REQ-GET-2
title   get * returns the samples of every key
needs   fresh store
A> put palm.cpu 10.5 1501864247\n
A< ok\n\n
B> put eardrum.cpu 15.3 1501864259\n
B< ok\n\n
A> get *\n
A< ok, in any order:
     palm.cpu 10.5 1501864247
     eardrum.cpu 15.3 1501864259
)");
  ASSERT_EQ(sessions.size(), 1U);
  const auto& session = sessions.front();
  EXPECT_EQ(session.name, "get.star-returns-every-sample");
  EXPECT_EQ(session.requirement->id, "REQ-GET-2");
  EXPECT_EQ(session.title, "get * returns the samples of every key");
  EXPECT_EQ(session.place.text(), "x.session:2:1");
  EXPECT_TRUE(session.needs_fresh_store);
  EXPECT_FALSE(session.judges_client);
  EXPECT_EQ(session.only_in, std::nullopt);
  EXPECT_EQ(session.deliveries.size(), 4U);
  ASSERT_EQ(session.steps.size(), 6U);
  EXPECT_EQ(action<Send>(session.steps[2]).connection, 'B');
  EXPECT_EQ(expand(action<Send>(session.steps[4]).bytes, {}), "get *\n");
  const auto& last = action<Expect>(session.steps[5]);
  EXPECT_EQ(last.connection, 'A');
  EXPECT_EQ(last.expectation.order, RowOrder::any);
  EXPECT_EQ(expand(last.expectation.rows, {}),
            (std::vector<std::string>{"palm.cpu 10.5 1501864247", "eardrum.cpu 15.3 1501864259"}));
  EXPECT_EQ(session.steps[5].place.text(), "x.session:10:1");
  EXPECT_THAT(session.steps[5].source, HasSubstr("eardrum.cpu 15.3 1501864259"));
}

TEST(ReadSessions, ReadsEveryLineOfTheHead) {
  const auto sessions = read_well(
      "session a.b-1 REQ-PUT-18\ntitle the claim\nnote one\nnote two\nneeds fresh store\n"
      "otherwise REQ-PUT-17\nonly in course\nonly delivered cut, whole\nrole client\ncall get\n");
  ASSERT_EQ(sessions.size(), 1U);
  const auto& session = sessions.front();
  EXPECT_EQ(session.notes, (std::vector<std::string>{"one", "two"}));
  EXPECT_TRUE(session.needs_fresh_store);
  EXPECT_EQ(session.only_in, Profile::course);
  EXPECT_EQ(session.otherwise->id, "REQ-PUT-17");
  EXPECT_TRUE(session.judges_client);
  EXPECT_EQ(session.deliveries, (std::vector{DeliveryKind::whole, DeliveryKind::cut}));
}

TEST(ReadSessions, ReadsSeveralSessionsOfAFileAndSkipsCommentsAndEmptyLines) {
  const auto sessions = read_well(
      "# c\n\nsession a REQ-GET-2\ntitle t\n  # c\nA> get *\\n   \n\nsession b REQ-GET-3\ntitle t\n"
      "A: connect");
  ASSERT_EQ(sessions.size(), 2U);
  EXPECT_EQ(sessions[1].name, "b");
  EXPECT_EQ(expand(action<Send>(sessions[0].steps[0]).bytes, {}), "get *\n");
  EXPECT_TRUE(read_well("# nothing\n").empty());
}

TEST(ReadSessions, ReadsActionsOfConnectionsAndTestee) {
  const auto steps = read_steps(
      "A: connect\nB: half-close\nC: close\nZ: abort\n"
      "testee: still alive\ntestee: pause\ntestee: resume\ntestee: restart\nA: connect, read "
      "late\n");
  ASSERT_EQ(steps.size(), 9U);
  EXPECT_EQ(action<ConnectionAction>(steps[8]).what, ConnectionAction::What::connect_late);
  using enum ConnectionAction::What;
  EXPECT_EQ(action<ConnectionAction>(steps[0]).what, connect);
  EXPECT_EQ(action<ConnectionAction>(steps[1]).what, half_close);
  EXPECT_EQ(action<ConnectionAction>(steps[2]).what, close);
  EXPECT_EQ(action<ConnectionAction>(steps[3]).what, abort);
  EXPECT_EQ(action<ConnectionAction>(steps[3]).connection, 'Z');
  EXPECT_EQ(action<TesteeAction>(steps[4]).what, TesteeAction::What::still_alive);
  EXPECT_EQ(action<TesteeAction>(steps[5]).what, TesteeAction::What::pause);
  EXPECT_EQ(action<TesteeAction>(steps[6]).what, TesteeAction::What::resume);
  EXPECT_EQ(action<TesteeAction>(steps[7]).what, TesteeAction::What::restart);
}

TEST(ReadSessions, ReadsEveryKindOfExpectation) {
  const auto steps = read_steps(
      "A< ok\\n\\n\nA< a frame\nA< an ok frame\nA< closed\nA< silence\n"
      "A< ok, in this order: {k} 1 2 | {k} 3 4\nA< ok, in order within each key: k 1 2\n"
      "A< ok, among others:\n  k 1 2\n  k 3 4 | k 5 6\nA< silence for 1200 ms\n");
  using enum Expectation::Kind;
  ASSERT_EQ(steps.size(), 9U);
  const auto expectation = [&](std::size_t i) { return action<Expect>(steps[i]).expectation; };
  EXPECT_EQ(expectation(0).kind, bytes);
  EXPECT_EQ(expand(expectation(0).bytes, {}), "ok\n\n");
  EXPECT_EQ(expectation(1).kind, frame);
  EXPECT_EQ(expectation(2).kind, ok_frame);
  EXPECT_EQ(expectation(3).kind, closed);
  EXPECT_EQ(expectation(4).kind, silence);
  EXPECT_EQ(expectation(5).order, RowOrder::exact);
  EXPECT_EQ(expand(expectation(5).rows, {}), (std::vector<std::string>{"k 1 2", "k 3 4"}));
  EXPECT_EQ(expectation(6).order, RowOrder::per_key);
  EXPECT_EQ(expectation(7).order, RowOrder::subset);
  EXPECT_EQ(expectation(7).rows.size(), 3U);
  EXPECT_EQ(expectation(8).kind, silence);
  EXPECT_EQ(expectation(8).at_least, std::chrono::milliseconds(1200));
}

TEST(ReadSessions, ReadsAlternativesWithTheirProfiles) {
  const auto steps = read_steps(R"(A< one of:
     last wins [strict course] = ok, in any order: {k} 2 100
     both, kept-2 = ok, in any order: {k} 1 100 | {k} 2 100
     refused = error\nwrong command\n\n
     closed = closed
)");
  ASSERT_EQ(steps.size(), 1U);
  const auto& expectation = action<Expect>(steps[0]).expectation;
  EXPECT_EQ(expectation.kind, Expectation::Kind::one_of);
  ASSERT_EQ(expectation.alternatives.size(), 4U);
  EXPECT_EQ(expectation.alternatives[0].label, "last wins");
  EXPECT_EQ(expectation.alternatives[0].required_in,
            (std::vector{Profile::strict, Profile::course}));
  EXPECT_EQ(expectation.alternatives[1].label, "both, kept-2");
  EXPECT_TRUE(expectation.alternatives[1].required_in.empty());
  EXPECT_EQ(expectation.alternatives[1].expectation.rows.size(), 2U);
  EXPECT_EQ(expectation.alternatives[3].expectation.kind, Expectation::Kind::closed);
}

TEST(ReadSessions, ReadsNestedRepeatsAndRowsOfLoops) {
  const auto steps = read_steps(
      "repeat 3 as i\n  repeat 2 as j\n    A> put k {i}.{j} 1\\n\n  end\n"
      "  A< ok\\n\\n\nend\nA< ok, in any order: k {n}.5 {n} for n = 1..1000\n");
  ASSERT_EQ(steps.size(), 2U);
  const auto& outer = action<Repeat>(steps[0]);
  EXPECT_EQ(outer.loop.last, 3U);
  ASSERT_EQ(outer.steps.size(), 2U);
  const auto& inner = action<Repeat>(outer.steps[0]);
  EXPECT_EQ(inner.loop.variable, 'j');
  Binding binding;
  binding.loops = {{'i', 3}, {'j', 2}};
  EXPECT_EQ(expand(action<Send>(inner.steps[0]).bytes, binding), "put k 3.2 1\n");
  const auto rows = expand(action<Expect>(steps[1]).expectation.rows, {});
  ASSERT_EQ(rows.size(), 1000U);
  EXPECT_EQ(rows.back(), "k 1000.5 1000");
}

TEST(ReadSessions, ReadsCallsOfAClient) {
  const auto steps = read_steps(
      "call connect\ncall connect, timeout 1.5 s\ncall put \"a\\\"b\\n\" -0.5 7\n"
      "call put \"{x*3}\" nan\ncall get \"*\"\ncall get\n",
      client_head);
  ASSERT_EQ(steps.size(), 6U);
  EXPECT_EQ(action<Call>(steps[0]).timeout_seconds, std::nullopt);
  EXPECT_EQ(action<Call>(steps[1]).timeout_seconds, 1.5);
  EXPECT_EQ(action<Call>(steps[2]).method, Call::Method::put);
  EXPECT_EQ(action<Call>(steps[2]).key, "a\"b\n");
  EXPECT_EQ(action<Call>(steps[2]).value, "-0.5");
  EXPECT_EQ(action<Call>(steps[2]).timestamp, 7);
  EXPECT_EQ(action<Call>(steps[3]).key, "xxx");
  EXPECT_EQ(action<Call>(steps[3]).value, "nan");
  EXPECT_EQ(action<Call>(steps[3]).timestamp, std::nullopt);
  EXPECT_EQ(action<Call>(steps[4]).key, "*");
  EXPECT_EQ(action<Call>(steps[5]).key, std::nullopt);
}

TEST(ReadSessions, ReadsOutcomesOfCalls) {
  const auto steps = read_steps(
      "call get\nreturns nothing\nreturns anything\nreturns no samples\nreturns:\n  k 1 2\n"
      "returns in order:\n  k 1 2\n  k {i} {i} for i = 3..4\nraises ClientError\n",
      client_head);
  ASSERT_EQ(steps.size(), 7U);
  using enum Outcome::Kind;
  EXPECT_EQ(action<Outcome>(steps[1]).kind, nothing);
  EXPECT_EQ(action<Outcome>(steps[2]).kind, anything);
  EXPECT_EQ(action<Outcome>(steps[3]).kind, samples);
  EXPECT_TRUE(action<Outcome>(steps[3]).samples.empty());
  EXPECT_FALSE(action<Outcome>(steps[4]).in_order);
  EXPECT_EQ(action<Outcome>(steps[4]).samples.size(), 1U);
  EXPECT_TRUE(action<Outcome>(steps[5]).in_order);
  EXPECT_EQ(expand(action<Outcome>(steps[5]).samples, {}),
            (std::vector<std::string>{"k 1 2", "k 3 3", "k 4 4"}));
  EXPECT_EQ(action<Outcome>(steps[6]).kind, client_error);
}

struct Fault {
  std::string_view text;
  std::string_view place;  ///< "x.session:3:4:"
  std::string_view part;   ///< of the message
};

void expect_errors(const std::vector<Fault>& faults, std::string (*read)(std::string_view)) {
  for (const auto& fault : faults) {
    const auto error = read(fault.text);
    EXPECT_THAT(error, StartsWith(std::string(fault.place) + " ")) << fault.text;
    EXPECT_THAT(error, HasSubstr(std::string(fault.part))) << fault.text;
  }
}

TEST(ReadSessions, RefusesWrongHeads) {
  expect_errors(
      {
          {"A> get *\\n\n", "x.session:1:1:", "a file begins with a session"},
          {"sesion a REQ-GET-2\n", "x.session:1:1:", "did you mean 'session'?"},
          {"session A.b REQ-GET-2\n", "x.session:1:9:", "1 to 80 lower case letters"},
          {"session\n", "x.session:1:8:", "1 to 80 lower case letters"},
          {"session a REQ-GET-99\n", "x.session:1:11:", "'REQ-GET-99' is not a rule"},
          {"session a REQ-GET-7\notherwise GET-6\n", "x.session:2:11:", "'GET-6' is not a rule"},
          {"session a REQ-GET-2 x\n", "x.session:1:21:", "nothing stands after the rule"},
          {"session a REQ-GET-2\nA> x\\n\n", "x.session:1:9:", "session 'a' has no title"},
          {"session a REQ-GET-2\ntitle t\n", "x.session:1:9:", "session 'a' has no steps"},
          {"session a REQ-GET-2\nneeds  root\n", "x.session:2:8:", "fresh store, two connections"},
          {"session a REQ-GET-2\nneeds two conections\n",
           "x.session:2:7:", "did you mean 'two connections'?"},
          {"session a REQ-GET-2\nrole server\n", "x.session:2:6:", "the only role"},
          {"session a REQ-GET-2\nonly in strikt\n", "x.session:2:9:", "did you mean 'strict'?"},
          {"session a REQ-GET-2\nonly for you\n", "x.session:2:6:", "write: only in PROFILE"},
          {"session a REQ-GET-2\nonly delivered whole, cat\n",
           "x.session:2:23:", "'cat' is not a delivery; did you mean 'cut'?"},
          {"session a REQ-GET-2\nonly delivered cut\n",
           "x.session:2:19:", "whole is always among the deliveries"},
          {"session a REQ-GET-2\ntitle t\ntitel u\n", "x.session:3:1:", "did you mean 'title'?"},
      },
      error_of);
  const auto long_name = "session " + std::string(81, 'a') + " REQ-GET-2\n";
  EXPECT_THAT(error_of(long_name), StartsWith("x.session:1:9: a session's name is 1 to 80"));
  EXPECT_EQ(error_of("session " + std::string(80, 'a') + " REQ-GET-2\ntitle t\nA: connect\n"), "");
}

TEST(ReadSessions, RefusesBytesThatNoEditorShows) {
  EXPECT_THAT(step_error("A>\tget\n"), StartsWith("x.session:3:3: a TAB; use blanks"));
  EXPECT_THAT(step_error("A> get *\\n\r\n"), StartsWith("x.session:3:11: a carriage return"));
  EXPECT_THAT(step_error("A> get \xd1\x86\\n\n"),
              StartsWith("x.session:3:8: only printable ASCII"));
}

TEST(ReadSessions, RefusesWrongSteps) {
  expect_errors(
      {
          {"Aget\n", "x.session:3:2:", "after the connection's letter"},
          {"A>\n", "x.session:3:3:", "bytes to send are missing"},
          {"A> ab\\q\n", "x.session:3:6:", "unknown escape"},
          {"A> get {k\n", "x.session:3:8:", "never closed"},
          {"A> put k {~1} 1\\n\n", "x.session:3:10:", "only in bytes that are expected"},
          {"A: clos\n", "x.session:3:4:", "did you mean 'close'?"},
          {"testee: die\n", "x.session:3:9:", "of a testee can be asked"},
          {"testee: restrat\n", "x.session:3:9:", "did you mean 'restart'?"},
          {"repaet 3 as i\n", "x.session:3:1:", "did you mean 'repeat'?"},
          {"call get\n", "x.session:3:1:", "'call' begins no step"},
          {"  A> get *\\n\n", "x.session:3:3:", "this indented line belongs to no"},
          {"A> get *\\n\n  k 1 2\n", "x.session:4:3:", "this indented line belongs to no"},
          {"repeat 0 as i\n", "x.session:3:8:", "expected a number from 1 to 100000"},
          {"repeat x as i\n", "x.session:3:8:", "expected a number"},
          {"repeat 3 of i\n", "x.session:3:10:", "a repetition is written: repeat 1000 as i"},
          {"repeat 3 as I\n", "x.session:3:13:", "a repetition is written"},
          {"repeat 3 as i\nend\n", "x.session:3:13:", "there is nothing to repeat"},
          {"repeat 3 as i\n  A> x\\n\n", "x.session:4:3:", "not closed by end"},
          {"A> x\\n\nend\n", "x.session:4:1:", "there is no repeat to end"},
      },
      step_error);
}

TEST(ReadSessions, RefusesWrongExpectations) {
  expect_errors(
      {
          {"A<\n", "x.session:3:3:", "an expectation is missing"},
          {"A< silense\n", "x.session:3:4:", "did you mean 'silence'?"},
          {"A< silence for 20\n", "x.session:3:16:", "write: silence for 1200 ms"},
          {"A< silence for 0 ms\n", "x.session:3:16:", "from 1 to 10000"},
          {"A< an ok fram\n", "x.session:3:4:", "did you mean 'an ok frame'?"},
          {"A< ok, in any ordr: k 1 2\n", "x.session:3:4:", "unknown form of an ok answer"},
          {"A< ok, in any order:\n", "x.session:3:21:", "rows are missing"},
          {"A< ok, in any order: k 1\n", "x.session:3:22:", "a row is KEY VALUE TIMESTAMP"},
          {"A< ok, in any order: k 1 2 | k 1 2 3\n", "x.session:3:30:", "a row is KEY VALUE"},
          {"A< ok, in any order:\n  k 1 2\n  k 1 x\n", "x.session:5:3:", "a row is KEY VALUE"},
          {"A< ok, in any order: k {i} 2 for i = 5..1\n", "x.session:3:41:", "from 5 to 1000000"},
          {"A< ok, in any order: k {j} 2 for i = 1..5\n", "x.session:3:22:", "a row is KEY VALUE"},
          {"A< ok\\n\\n\n  k 1 2\n", "x.session:4:3:", "belongs to no rows"},
          {"A< the same as before\n", "x.session:3:4:", "no one of: stands before this"},
          {"A< the same as befor\n", "x.session:3:4:", "did you mean 'the same as before'?"},
          {"A< one of:\n  a = the same as before\n  b = closed\n",
           "x.session:4:7:", "this is no alternative"},
          {"A< ok, from these puts, as before: k 1 2\n",
           "x.session:3:4:", "no 'ok, from these puts"},
          {"A< one of:\n  a = ok, from these puts, as before: k 1 2\n  b = closed\n",
           "x.session:4:7:", "this is no alternative"},
          {"A< ok\\nk {~x} 2\\n\\n\n", "x.session:3:12:", "after the ~ stands a number"},
          {"A< ok, in any order: k {~1} 2\n", "x.session:3:24:", "only in bytes that are"},
          {"A< one of: a = closed\n", "x.session:3:12:", "lines of their own"},
          {"A< one of:\n  a = closed\n", "x.session:3:11:", "at least two alternatives"},
          {"A< one of:\n  a closed\n  b = closed\n", "x.session:4:3:", "LABEL = EXPECTATION"},
          {"A< one of:\n  a = closed\n  a = silence\n", "x.session:5:3:", "stands here twice"},
          {"A< one of:\n  a [stict] = closed\n  b = closed\n",
           "x.session:4:6:", "did you mean 'strict'?"},
          {"A< one of:\n  a [strict = closed\n  b = closed\n", "x.session:4:6:", "not closed"},
          {"A< one of:\n  a [] = closed\n  b = closed\n", "x.session:4:5:", "name no profile"},
          {"A< one of:\n  Ab = closed\n  b = closed\n", "x.session:4:3:", "a label is made of"},
          {"A< one of:\n  a = one of:\n  b = closed\n", "x.session:4:7:", "do not nest"},
          {"A< one of:\n  a = closd\n  b = closed\n", "x.session:4:7:", "did you mean 'closed'?"},
      },
      step_error);
}

TEST(ReadSessions, RefusesWrongCallsAndOutcomes) {
  expect_errors(
      {
          {"call delete\n", "x.session:4:6:", "a client has connect, put and get"},
          {"call conect\n", "x.session:4:6:", "did you mean 'connect'?"},
          {"call connect, 2 s\n", "x.session:4:15:", "write: call connect, timeout 2 s"},
          {"call connect, timeout 0 s\n", "x.session:4:23:", "a positive number of seconds"},
          {"call connect, timeout 2\n", "x.session:4:23:", "a positive number of seconds"},
          {"call get palm\n", "x.session:4:10:", "a key stands in double quotes"},
          {"call get \"palm\n", "x.session:4:10:", "a key stands in double quotes"},
          {"call get \"a\" \"b\"\n", "x.session:4:14:", "get has one argument"},
          {"call get \"{k}\"\n", "x.session:4:11:", "clients are called with plain keys"},
          {"call get \"a\\q\"\n", "x.session:4:12:", "unknown escape"},
          {"call put \"a\" x 1\n", "x.session:4:14:", "a value is a number"},
          {"call put \"a\" 1 x\n", "x.session:4:16:", "a timestamp is an integer"},
          {"call put \"a\" 1 2 3\n", "x.session:4:18:", "put has three arguments"},
          {"returns none\n", "x.session:4:1:", "a call ends in: returns nothing"},
          {"raises ValueError\n", "x.session:4:1:", "a call ends in: returns nothing"},
          {"returns:\n", "x.session:4:1:", "rows are missing"},
          {"returns nothing\n  k 1 2\n", "x.session:5:3:", "this line belongs to no rows"},
          {"returns:\n  k 1\n", "x.session:5:3:", "a row is KEY VALUE TIMESTAMP"},
      },
      client_step_error);
}

TEST(CheckUniqueNames, NamesBothPlaces) {
  const auto sessions = read_well(
      "session a REQ-GET-2\ntitle t\nA: connect\nsession a REQ-GET-3\ntitle t\nA: connect\n");
  const auto unique = check_unique_names(sessions);
  ASSERT_FALSE(unique.has_value());
  EXPECT_EQ(unique.error().text(), "x.session:4:1: session 'a' exists already, at x.session:1:1");
  EXPECT_TRUE(check_unique_names({sessions.front()}).has_value());
}

}  // namespace
}  // namespace eardrum::conformance
