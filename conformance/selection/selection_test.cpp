#include "eardrum/conformance/selection/selection.hpp"

#include <gmock/gmock.h>

#include "eardrum/conformance/language/session_reader.hpp"
#include "eardrum/conformance/selection/quick.hpp"

namespace eardrum::conformance {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using enum DeliveryKind;

constexpr auto text = R"(
session get.star  REQ-GET-2
title t
A> get *\n
A< ok\n\n

session get.choice  REQ-PUT-18
title t
needs fresh store
A> get *\n
A< one of:
     first = ok\n\n
     second = error\nwrong command\n\n

session put.plain  REQ-PUT-1
title t
only delivered whole
A> put k 1 1\n
A< ok\n\n

session client.get  REQ-CLI-2
title t
role client
call connect
returns nothing
)";

std::vector<Session> all() {
  auto sessions = read_sessions(text, "t.session");
  if (!sessions) throw std::runtime_error(sessions.error().text());
  return *std::move(sessions);
}

std::vector<std::string> names(const Selection& selection) {
  std::vector<std::string> out;
  for (const auto& session : select(all(), selection)) out.push_back(session.name);
  return out;
}

Selection with(std::vector<std::string> Selection::* list, std::vector<std::string> patterns) {
  Selection selection;
  selection.*list = std::move(patterns);
  return selection;
}

TEST(Select, TakesTheRoleAndAllOfItWithoutFilters) {
  EXPECT_THAT(names({}), ElementsAre("get.star", "get.choice", "put.plain"));
  Selection clients;
  clients.judges_client = true;
  EXPECT_THAT(names(clients), ElementsAre("client.get"));
}

TEST(Select, TakesAndLeavesByEachFilter) {
  EXPECT_THAT(names(with(&Selection::only, {"get.*"})), ElementsAre("get.star", "get.choice"));
  EXPECT_THAT(names(with(&Selection::skip, {"get.*"})), ElementsAre("put.plain"));
  EXPECT_THAT(names(with(&Selection::rules, {"REQ-PUT-*"})),
              ElementsAre("get.choice", "put.plain"));
  EXPECT_THAT(names(with(&Selection::skip_rules, {"REQ-PUT-*"})), ElementsAre("get.star"));
  EXPECT_THAT(names(with(&Selection::levels, {"U"})), ElementsAre("get.choice"));
  EXPECT_THAT(names(with(&Selection::skip_levels, {"U"})), ElementsAre("get.star", "put.plain"));
  EXPECT_THAT(names(with(&Selection::tags, {"fingerprint"})), ElementsAre("get.choice"));
  EXPECT_THAT(names(with(&Selection::skip_tags, {"fresh-store", "put"})), ElementsAre("get.star"));
  Selection shard;
  shard.shard = {"put.plain"};
  EXPECT_THAT(names(shard), ElementsAre("put.plain"));
}

RunReport report_of(std::initializer_list<std::tuple<const char*, DeliveryKind, Verdict>> cases) {
  RunReport report;
  for (const auto& [session, kind, verdict] : cases) {
    auto& result = report.cases.emplace_back();
    result.session = session;
    result.delivery = name(kind);
    result.verdict = verdict;
  }
  return report;
}

TEST(Select, PlaysWhatWasNotGreenLastTimeInThoseDeliveries) {
  Selection selection;
  selection.failed_in = past_run(report_of({{"get.star", whole, Verdict::pass},
                                            {"get.star", cut, Verdict::fail},
                                            {"get.star", coalesced, Verdict::untested},
                                            {"get.star", byte_by_byte, Verdict::warn},
                                            {"put.plain", whole, Verdict::pass}}));
  const auto sessions = select(all(), selection);
  ASSERT_EQ(sessions.size(), 1U);
  EXPECT_EQ(sessions[0].name, "get.star");
  EXPECT_THAT(sessions[0].deliveries, ElementsAre(whole, cut, coalesced));
}

TEST(Select, PlaysWhatARunThatWasCutShortDidNotReach) {
  auto report = report_of({{"put.plain", whole, Verdict::pass}});
  Selection selection;
  selection.failed_in = past_run(report);
  EXPECT_THAT(names(selection), IsEmpty());
  report.complete = false;
  selection.failed_in = past_run(report);
  EXPECT_THAT(names(selection), ElementsAre("get.star", "get.choice"));
}

TEST(Select, QuickTakesBindingRulesAndNothingCoalesced) {
  Selection selection;
  selection.quick = true;
  const auto sessions = select(all(), selection);
  ASSERT_EQ(sessions.size(), 2U);
  EXPECT_THAT(sessions[0].deliveries, ElementsAre(whole, byte_by_byte, cut));
  EXPECT_THAT(sessions[1].deliveries, ElementsAre(whole));
}

TEST(ForQuick, SpreadsTheLinesThatItKeeps) {
  Session session;
  session.name = "grammar.x";
  session.requirement = protocol::find_requirement("REQ-GET-2");
  session.deliveries = {whole};
  ManyLines many;
  for (int i = 0; i < 640; ++i) many.lines.push_back(std::to_string(i) + "\n");
  session.steps.push_back({{}, "", many});
  ASSERT_TRUE(for_quick(session));
  const auto& kept = std::get<ManyLines>(session.steps[0].action).lines;
  EXPECT_EQ(kept.size(), quick_lines_max);
  EXPECT_EQ(kept[0], "0\n");
  EXPECT_EQ(kept[1], "10\n");
  EXPECT_EQ(kept[63], "630\n");
}

TEST(Tags, TellWhatASessionIsLike) {
  const auto sessions = all();
  EXPECT_THAT(tags(sessions[0]), ElementsAre("server", "get"));
  EXPECT_THAT(tags(sessions[1]), ElementsAre("server", "get", "fingerprint", "fresh-store"));
  EXPECT_THAT(tags(sessions[3]), ElementsAre("client", "client"));
}

TEST(WhyEmpty, NamesTheFilterThatLeavesNothing) {
  Selection selection;
  selection.only = {"get.*"};
  selection.levels = {"H"};
  EXPECT_THAT(why_empty(all(), selection),
              HasSubstr("--level 'H' excludes all of the 2 sessions that --only 'get.*' leaves"));
  selection.levels = {"S", "U"};
  selection.skip = {"*.star", "get.choice"};
  EXPECT_THAT(why_empty(all(), selection),
              HasSubstr("--skip '*.star' --skip 'get.choice' excludes all of the 2 sessions"));
}

TEST(WhyEmpty, SuggestsTheNearestName) {
  EXPECT_THAT(why_empty(all(), with(&Selection::only, {"get.stra"})),
              HasSubstr("--only 'get.stra' matches no session; did you mean 'get.star'?"));
  EXPECT_THAT(why_empty(all(), with(&Selection::only, {"gett.*"})), HasSubstr("'get.*'"));
  EXPECT_THAT(why_empty(all(), with(&Selection::rules, {"REQ-PUTT-1"})), HasSubstr("'REQ-PUT-1"));
  EXPECT_THAT(why_empty(all(), with(&Selection::tags, {"fingerprints"})),
              HasSubstr("'fingerprint'"));
}

TEST(IdlePatterns, NameThoseThatMatchNothingAlone) {
  const auto idle = idle_patterns(all(), with(&Selection::skip, {"get.star", "put.plian"}));
  EXPECT_THAT(idle, ElementsAre(HasSubstr("--skip 'put.plian' matches no session; did you mean "
                                          "'put.plain'?")));
}

}  // namespace
}  // namespace eardrum::conformance
