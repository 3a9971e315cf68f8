// Sessions at boundaries are right where they claim to be: short enough for every server, and wrong
// where the error is due.
#include "eardrum/fuzz/blackbox/boundaries.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "eardrum/conformance/language/byte_text.hpp"
#include "eardrum/protocol/limits.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::fuzz {
namespace {

using conformance::random::Chance;
using conformance::random::Command;

std::string bytes_of(const std::string& text) {
  conformance::Binding binding;
  binding.key_suffix = std::string(24, 's');
  return conformance::expand(conformance::read_byte_text(text, "").value(), binding);
}

TEST(BoundaryLength, MeetsBothSidesOfEachBoundary) {
  Chance chance(1);
  std::set<std::size_t> seen;
  for (int i = 0; i < 20000; ++i) seen.insert(boundary_length(chance));
  for (const std::size_t wanted :
       {76U, 77U, 78U, 127U, 128U, 129U, 254U, 255U, 256U, 1023U, 1025U}) {
    EXPECT_TRUE(seen.contains(wanted)) << wanted;
  }
}

TEST(ManyArguments, AreRefusedByEveryReading) {
  Chance chance(1);
  std::size_t longest = 0;
  for (int i = 0; i < 500; ++i) {
    const auto command = many_arguments(chance);
    auto line = bytes_of(command.line);
    ASSERT_TRUE(line.ends_with('\n'));
    line.pop_back();
    EXPECT_EQ(protocol::request_zone(line), protocol::Zone::must_reject) << line;
    longest = std::max(longest, static_cast<std::size_t>(std::ranges::count(line, ' ')));
  }
  EXPECT_GE(longest, 14U);
}

TEST(LongerKeys, StayInLinesThatEveryServerMustAccept) {
  Chance chance(1);
  std::size_t longest = 0;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    auto session = conformance::random::generate(seed, {});
    lengthen_a_key(chance, session);
    for (const auto& command : session.commands) {
      if (command.kind != Command::Kind::put && command.kind != Command::Kind::get) continue;
      const auto line = bytes_of(command.text());
      EXPECT_LE(line.size(), protocol::limits::core_request_bytes_max) << line;
      longest = std::max(longest, line.size());
    }
  }
  EXPECT_GT(longest, 100U);
}

TEST(ManyRows, AreAskedForInTheEnd) {
  Chance chance(1);
  std::size_t most = 0;
  for (int i = 0; i < 100; ++i) {
    const auto session = many_rows(chance);
    ASSERT_GE(session.commands.size(), 2U);
    EXPECT_EQ(session.commands.back().kind, Command::Kind::get);
    most = std::max(most, session.commands.size() - 1);
  }
  EXPECT_EQ(most, 257U);
}

}  // namespace
}  // namespace eardrum::fuzz
