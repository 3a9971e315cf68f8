// The shrinker without any server: dialogues that fail by a rule that the test makes up.
#include "eardrum/conformance/random/shrinker.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "eardrum/conformance/random/generator.hpp"

namespace eardrum::conformance::random {
namespace {

Command put(const std::string& key, const std::string& value, const std::string& timestamp) {
  Command command;
  command.kind = Command::Kind::put;
  command.key = key;
  command.value = value;
  command.timestamp = timestamp;
  return command;
}

Command get(const std::string& key) {
  Command command;
  command.key = key;
  return command;
}

/// A dialogue of any kind with `needed` strewn over it.
RandomSession with(const std::vector<Command>& needed, std::uint64_t seed) {
  auto dialogue = generate(seed, {.two_connections = true});
  Chance chance(seed);
  std::size_t at = 0;
  for (const auto& command : needed) {
    at += chance.below(dialogue.commands.size() - at + 1);
    dialogue.commands.insert(dialogue.commands.begin() + static_cast<std::ptrdiff_t>(at), command);
    ++at;
  }
  return dialogue;
}

/// Whether the lines of `needed` stand in `dialogue` in their order.
bool holds(const RandomSession& dialogue, const std::vector<Command>& needed) {
  auto next = needed.begin();
  for (const auto& command : dialogue.commands) {
    if (next != needed.end() && command.text() == next->text()) ++next;
  }
  return next == needed.end();
}

TEST(Shrink, FindsTheShortestKeyAndRepetitionThatFail) {
  RandomSession session;
  session.commands = {put("{k}" + std::string(90, 'x'), "1", "10")};
  const auto long_key = [](const RandomSession& one) {
    return std::ranges::any_of(one.commands,
                               [](const Command& command) { return command.key.size() > 40; });
  };
  EXPECT_EQ(shrink(session, long_key).commands.at(0).key.size(), 41U);

  Command bytes;
  bytes.kind = Command::Kind::bytes;
  bytes.line = "put {h*70000} 1 10\\n";
  session.commands = {bytes};
  const auto long_line = [](const RandomSession& one) {
    const auto& line = one.commands.at(0).line;
    const auto star = line.find('*');
    return star != std::string::npos && std::stoul(line.substr(star + 1)) > 76;
  };
  EXPECT_EQ(shrink(session, long_line).commands.at(0).line, "{h*77}");
}

TEST(Shrink, LeavesTheCommandsThatAreNeededAndNoOthers) {
  const std::vector<Command> needed{put("{k.a}", "7", "7"), put("{k.a}", "8", "8"), get("{k.a}")};
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const auto smallest =
        shrink(with(needed, seed), [&](const RandomSession& each) { return holds(each, needed); });
    EXPECT_EQ(smallest.commands, needed) << "seed " << seed;
    EXPECT_EQ(smallest.delivery.kind, DeliveryKind::whole);
  }
}

TEST(Shrink, MakesArgumentsPlain) {
  const auto failing = with({put("{k.a}.b", "0.30000000000000004", "1501864247")}, 7);
  const auto puts = [](const RandomSession& each) {
    return std::ranges::any_of(
        each.commands, [](const auto& command) { return command.kind == Command::Kind::put; });
  };
  const auto smallest = shrink(failing, puts);
  ASSERT_EQ(smallest.commands.size(), 1U);
  EXPECT_EQ(smallest.commands[0].text(), "put {k} 1 10\\n");
  EXPECT_EQ(smallest.commands[0].connection, 'A');
}

TEST(Shrink, KeepsADeliveryThatIsNeeded) {
  auto failing = with({put("{k}", "1", "10")}, 3);
  failing.delivery = {DeliveryKind::cut, 9};
  const auto cut = [](const RandomSession& each) {
    return each.delivery.kind == DeliveryKind::cut;
  };
  const auto smallest = shrink(failing, cut);
  EXPECT_EQ(smallest.delivery.cut, 9U);
  EXPECT_EQ(smallest.commands.size(), 1U);
}

TEST(Shrink, ReturnsWhatItWasGivenWhenThereIsNoTime) {
  const auto failing = with({}, 11);
  EXPECT_EQ(shrink(failing, [](const RandomSession&) { return false; }).commands, failing.commands);
}

}  // namespace
}  // namespace eardrum::conformance::random
