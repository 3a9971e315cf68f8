// What is generated is what it claims to be: otherwise an honest server would be accused.
#include "eardrum/conformance/random/generator.hpp"

#include <gmock/gmock.h>

#include <set>

#include "eardrum/conformance/language/byte_text.hpp"
#include "eardrum/conformance/language/session_reader.hpp"
#include "eardrum/conformance/random/model.hpp"
#include "eardrum/conformance/random/session_text.hpp"
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
