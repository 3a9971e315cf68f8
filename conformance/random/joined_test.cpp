#include "eardrum/conformance/random/joined.hpp"

#include <gmock/gmock.h>

#include "eardrum/conformance/language/session_reader.hpp"
#include "eardrum/conformance/random/generator.hpp"
#include "eardrum/conformance/random/session_text.hpp"

namespace eardrum::conformance::random {
namespace {

std::vector<RandomSession> sessions(std::size_t count) {
  std::vector<RandomSession> all;
  for (std::size_t i = 0; i < count; ++i) all.push_back(generate(i, {.two_connections = true}));
  return all;
}

TEST(Joined, HoldsAllCommandsAndCanBeReadAsOneSession) {
  const auto all = sessions(12);
  const auto one = joined(all);
  std::size_t commands = 0;
  for (const auto& each : all) commands += each.commands.size();
  EXPECT_EQ(one.commands.size(), commands);
  EXPECT_EQ(one.delivery.kind, all.back().delivery.kind);
  Model model;
  const auto text = write_session(one, {}, model).text;
  EXPECT_TRUE(read_sessions(text, "joined").has_value()) << text;
}

TEST(Joined, GivesEachSessionKeysOfItsOwn) {
  Command put;
  put.kind = Command::Kind::put;
  put.key = "{k}x";
  put.value = "1";
  put.timestamp = "10";
  RandomSession one;
  one.commands = {put};
  const auto both = joined({one, one});
  EXPECT_EQ(both.commands.at(0).key, "{d0k}x");
  EXPECT_EQ(both.commands.at(0).end, Command::End::close);
  EXPECT_EQ(both.commands.at(1).key, "{k}x");
  EXPECT_EQ(both.commands.at(1).end, Command::End::none);

  Command bytes;
  bytes.kind = Command::Kind::bytes;
  bytes.line = "\\{a {h*70} {z}";
  one.commands = {bytes};
  EXPECT_EQ(joined({one, one}).commands.at(0).line, "\\{a {h*70} {d0z}");
}

TEST(VisitsBefore, AreAsManyAsTheConnectionsOfTheSessions) {
  Command get;
  get.key = "{k}";
  auto close = get;
  close.end = Command::End::close;
  auto other = get;
  other.connection = 'B';
  RandomSession three;
  three.commands = {close, get, other};
  const auto visits = visits_before({three, three, three});
  EXPECT_EQ(visits.size(), 7U);  // two times three, and the last session
  EXPECT_EQ(visits.back().commands.size(), 3U);
}

}  // namespace
}  // namespace eardrum::conformance::random
