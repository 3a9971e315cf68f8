// What is generated is what it claims to be: otherwise an honest server would be accused.
#include "eardrum/conformance/random/generator.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <optional>
#include <set>

#include "eardrum/conformance/language/byte_text.hpp"
#include "eardrum/conformance/language/session_reader.hpp"
#include "eardrum/conformance/random/model.hpp"
#include "eardrum/conformance/random/session_text.hpp"
#include "eardrum/protocol/command.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::conformance::random {
namespace {

using protocol::Zone;

constexpr std::size_t dialogues = 2000;

/// The line's bytes without its LF.
std::string bytes_of(const Command& command, const std::string& suffix) {
  auto bytes = expand(read_byte_text(command.text(), "").value(), {suffix, {}});
  EXPECT_TRUE(bytes.ends_with('\n'));
  bytes.pop_back();
  return bytes;
}

RandomSession dialogue(std::size_t index) {
  return generate(seed_of(1, index),
                  {.fresh_store = index % 4 == 0, .two_connections = index % 2 == 0});
}

TEST(Generate, MakesLinesOfTheZoneThatTheyAreJudgedBy) {
  for (std::size_t i = 0; i < dialogues; ++i) {
    const auto each = dialogue(i);
    for (const auto& command : each.commands) {
      const auto line = bytes_of(command, each.fresh_store ? "" : ".abcdefghaaaa");
      const auto zone = protocol::request_zone(line);
      if (command.kind == Command::Kind::open) {
        EXPECT_EQ(zone, Zone::open) << line;
      } else if (command.kind == Command::Kind::wrong) {
        EXPECT_EQ(zone, Zone::must_reject) << line;
      } else {
        EXPECT_EQ(zone, Zone::must_accept) << line;
      }
    }
  }
}

/// Whether generate() draws commands of that kind; nothing if there is no such kind.
std::optional<bool> is_drawn(Command::Kind kind) {
  switch (kind) {
    case Command::Kind::put:
    case Command::Kind::get:
    case Command::Kind::star:
    case Command::Kind::wrong:
    case Command::Kind::open:
      return true;
    case Command::Kind::bytes:
      return false;  // hostile ones alone (fuzz/blackbox)
  }
  return std::nullopt;
}

TEST(Generate, DrawsEveryKindOfCommand) {
  std::set<Command::Kind> drawn;
  for (std::size_t i = 0; i < dialogues; ++i) {
    for (const auto& command : dialogue(i).commands) drawn.insert(command.kind);
  }
  constexpr int kinds_tried = 64;
  for (int i = 0; i < kinds_tried; ++i) {
    const auto kind = static_cast<Command::Kind>(i);
    EXPECT_EQ(drawn.contains(kind), is_drawn(kind).value_or(false)) << i;
  }
}

/// Every command of the protocol is a kind of random command.
TEST(Generate, DrawsEveryCommandOfTheProtocol) {
  std::set<std::string> words;
  for (std::size_t i = 0; i < dialogues; ++i) {
    for (const auto& command : dialogue(i).commands) {
      if (command.line.empty()) words.insert(command.text().substr(0, command.text().find(' ')));
    }
  }
  std::set<std::string> expected;
  for (const auto& command : protocol::all_commands) expected.insert(std::string(command.word));
  EXPECT_EQ(words, expected);
}

/// What an open line stores nobody knows; so nobody may ask for it.
TEST(Generate, NeverAsksForWhatAnOpenLineMayHaveStored) {
  for (std::size_t i = 0; i < dialogues; ++i) {
    const auto each = dialogue(i);
    bool star = false;
    bool open = false;
    for (const auto& command : each.commands) {
      star = star || command.kind == Command::Kind::star;
      open = open || command.kind == Command::Kind::open;
      EXPECT_FALSE(command.key.starts_with("{z")) << command.text();
      EXPECT_EQ(command.kind == Command::Kind::open, command.line.contains("{z}"));
    }
    EXPECT_FALSE(star && open);
    EXPECT_TRUE(each.fresh_store || !star);
  }
}

/// With one value and with several, and all of it asked for later: a third put may lose the sample.
TEST(Generate, PutsUpToFourTimesInARowAtOneKeyAndTime) {
  std::set<std::size_t> same;
  std::set<std::size_t> different;
  for (std::size_t i = 0; i < dialogues; ++i) {
    std::vector<Command> run;
    for (const auto& command : dialogue(i).commands) {
      if (command.kind != Command::Kind::put) continue;
      const bool again = !run.empty() && run.back().key == command.key &&
                         run.back().timestamp == command.timestamp;
      if (!again) run.clear();
      run.push_back(command);
      const bool one_value = std::ranges::all_of(
          run, [&](const Command& each) { return each.value == run.front().value; });
      (one_value ? same : different).insert(run.size());
    }
  }
  for (const std::size_t count : {1U, 2U, 3U, 4U}) {
    EXPECT_TRUE(same.contains(count)) << count;
    EXPECT_TRUE(count == 1 || different.contains(count)) << count;
  }
}

/// Until the next put, answers are of one store state.
TEST(Model, WantsAnswersWithNoPutBetweenToAgree) {
  Model model;
  Command put;
  put.kind = Command::Kind::put;
  put.key = "k";
  put.value = "1";
  put.timestamp = "100";
  Command get;
  get.key = "k";
  Command star;
  star.kind = Command::Kind::star;
  model.sent(get);  // finds nothing, and shows nothing
  model.sent(put);
  EXPECT_TRUE(model.allowed(get).starts_with("ok, from these puts:"));
  model.sent(get);
  EXPECT_TRUE(model.allowed(star).starts_with("ok, from these puts, as before:"));
  model.sent(put);
  EXPECT_TRUE(model.allowed(star).starts_with("ok, from these puts:"));
}

TEST(Generate, IsTheSameForTheSameSeed) {
  for (std::size_t i = 0; i < 50; ++i) EXPECT_EQ(dialogue(i).commands, dialogue(i).commands);
  std::set<std::string> first_lines;
  for (std::size_t i = 0; i < 50; ++i) first_lines.insert(dialogue(i).commands.front().text());
  EXPECT_GT(first_lines.size(), 25U);
}

TEST(WriteSession, IsReadBackWithEachCommandOnItsLine) {
  for (std::size_t i = 0; i < 500; ++i) {
    const auto each = dialogue(i);
    Model model;
    const auto written = write_session(each, {}, model);
    const auto sessions = read_sessions(written.text, "random");
    ASSERT_TRUE(sessions.has_value()) << sessions.error().text() << "\n" << written.text;
    ASSERT_EQ(written.lines.size(), each.commands.size());
    std::vector<std::size_t> sends;
    for (const auto& step : sessions->front().steps) {
      if (std::holds_alternative<Send>(step.action)) sends.push_back(step.place.line);
    }
    EXPECT_EQ(sends, written.lines) << written.text;
    EXPECT_EQ(sessions->front().needs_two_connections, each.overlaps());
  }
}

TEST(Escaped, IsReadBackAsTheSameBytes) {
  Chance chance(5);
  for (int i = 0; i < 500; ++i) {
    std::string bytes;
    for (std::size_t left = 1 + chance.below(30); left > 0; --left) {
      bytes += static_cast<char>(chance.below(256));
    }
    const auto text = escaped(bytes);
    const auto read = read_byte_text(text, "");
    ASSERT_TRUE(read.has_value()) << text;
    EXPECT_EQ(expand(*read, {}), bytes) << text;
  }
}

}  // namespace
}  // namespace eardrum::conformance::random
