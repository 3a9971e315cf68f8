// Each command of the table is one in every room that reads lines, and the same one.
#include "eardrum/protocol/command.hpp"

#include <gtest/gtest.h>

#include <string>

#include "eardrum/protocol/format.hpp"
#include "eardrum/protocol/parse.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::protocol {
namespace {

/// A line of that command without its LF; "1" is a key, a value and a timestamp.
std::string line_of(const Command& command, std::size_t arguments) {
  std::string line(command.word);
  for (std::size_t i = 0; i < arguments; ++i) line += " 1";
  return line;
}

TEST(Commands, AreParsedAsTheAlternativeAtTheirPlace) {
  for (const auto& command : all_commands) {
    const auto line = line_of(command, command.arguments) + '\n';
    const auto request = parse_request(line);
    ASSERT_TRUE(request.has_value()) << line << request.error().message();
    EXPECT_EQ(request->index(), static_cast<std::size_t>(command.kind)) << line;
  }
}

TEST(Commands, AreWrittenWithTheirWord) {
  for (const auto& command : all_commands) {
    const auto line = line_of(command, command.arguments) + '\n';
    std::string written;
    append_request(parse_request(line).value(), written);
    EXPECT_EQ(written, line);
  }
}

TEST(Commands, TakeAsManyArgumentsAsTheTableSaysAndNoOther) {
  for (const auto& command : all_commands) {
    for (std::size_t arguments = 0; arguments <= command.arguments + 2; ++arguments) {
      const auto line = line_of(command, arguments);
      const bool right = arguments == command.arguments;
      EXPECT_EQ(parse_request(line + '\n').has_value(), right) << line;
      EXPECT_EQ(request_zone(line), right ? Zone::must_accept : Zone::must_reject) << line;
    }
  }
}

TEST(Commands, InAnotherCaseAreLeftOpenAndRefusedByTheHouse) {
  for (const auto& command : all_commands) {
    auto line = line_of(command, command.arguments);
    line[0] = static_cast<char>(line[0] - 'a' + 'A');
    EXPECT_EQ(request_zone(line), Zone::open) << line;
    EXPECT_EQ(parse_request(line + '\n').error().refusal, Refusal::keyword_case) << line;
  }
}

}  // namespace
}  // namespace eardrum::protocol
