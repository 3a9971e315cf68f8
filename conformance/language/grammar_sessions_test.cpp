#include "eardrum/conformance/language/grammar_sessions.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "eardrum/protocol/parse.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::conformance {
namespace {

using Kind = Expectation::Kind;
using protocol::Zone;

const ManyLines& lines_of(const Session& session) {
  return std::get<ManyLines>(session.steps.at(0).action);
}

Zone zone_of(std::string_view line) {
  return protocol::request_zone(line.substr(0, line.size() - 1));
}

bool binds_in_base(const Session& session) {
  return !session.only_in;
}

TEST(LineSessions, HaveLinesEachWithOneLineFeedAtItsEnd) {
  EXPECT_EQ(line_sessions().size(), 15U);
  for (const auto& session : line_sessions()) {
    EXPECT_FALSE(lines_of(session).lines.empty()) << session.name;
    EXPECT_TRUE(session.name.starts_with("grammar.")) << session.name;
    EXPECT_TRUE(session.needs_own_testee) << session.name;
    EXPECT_EQ(session.deliveries, std::vector{DeliveryKind::whole}) << session.name;
    for (const auto& line : lines_of(session).lines) {
      EXPECT_EQ(line.find('\n') + 1, line.size()) << session.name;
    }
  }
}

// The figure that README.md gives.
TEST(LineSessions, OfProfileBaseHaveAsManyLinesAsAreTold) {
  std::set<std::string> lines;
  std::size_t count = 0;
  for (const auto& session : line_sessions()) {
    if (!binds_in_base(session)) continue;
    count += lines_of(session).lines.size();
    lines.insert(lines_of(session).lines.begin(), lines_of(session).lines.end());
  }
  EXPECT_EQ(count, 4711U);
  EXPECT_EQ(lines.size(), count);  // no line is judged under two rules
}

// The worst fault of a kit: a line that is open must not be failed for what is answered to it.
TEST(LineSessions, DemandInProfileBaseOnlyWhatTheZoneOfTheLineSays) {
  for (const auto& session : line_sessions()) {
    if (!binds_in_base(session)) continue;
    const auto kind = lines_of(session).expectation.kind;
    const bool refuses = session.title.find("answered ok") == std::string::npos;
    const auto due = kind == Kind::one_of ? Zone::open
                     : refuses            ? Zone::must_reject
                                          : Zone::must_accept;
    for (const auto& line : lines_of(session).lines) EXPECT_EQ(zone_of(line), due) << line;
    EXPECT_NE(session.requirement->level, protocol::Level::house) << session.name;
    EXPECT_NE(session.requirement->level, protocol::Level::unspecified) << session.name;
  }
}

TEST(LineSessions, JudgeOpenLinesInProfileStrictOnly) {
  for (const auto& session : line_sessions()) {
    if (binds_in_base(session)) continue;
    EXPECT_EQ(session.only_in, Profile::strict) << session.name;
    EXPECT_EQ(session.requirement->level, protocol::Level::house) << session.name;
    for (const auto& line : lines_of(session).lines) EXPECT_EQ(zone_of(line), Zone::open) << line;
  }
}

TEST(LineSessions, SendNothingThatMayPassForAnEmptyLine) {
  for (const auto& session : line_sessions()) {
    for (const auto& line : lines_of(session).lines) {
      EXPECT_TRUE(std::ranges::any_of(line, [](char c) { return c > ' ' && c <= '~'; }));
    }
  }
}

// What a stranger's answer to an open get looks like must not depend on open puts before it.
TEST(LineSessions, AskBeforeTheyStore) {
  for (const auto& session : line_sessions()) {
    const auto& lines = lines_of(session).lines;
    const auto is_put = [](const std::string& line) { return line[0] == 'p'; };
    EXPECT_TRUE(std::ranges::is_partitioned(lines, [&](const auto& line) { return !is_put(line); }))
        << session.name;
  }
}

// A store that grows with each line makes `get *` dearer and dearer.
TEST(LineSessions, LeaveFewKeysBehind) {
  std::set<std::string> keys;
  for (const auto& session : line_sessions()) {
    for (const auto& line : lines_of(session).lines) {
      const auto request = protocol::parse_request(line);
      const auto* const put = request ? std::get_if<protocol::Put>(&*request) : nullptr;
      if (put != nullptr) keys.emplace(put->key);
    }
  }
  EXPECT_LT(keys.size(), 120U);
  EXPECT_GT(keys.size(), 10U);
}

}  // namespace
}  // namespace eardrum::conformance
