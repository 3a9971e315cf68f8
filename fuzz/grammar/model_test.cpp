#include "eardrum/fuzz/grammar/model.hpp"

#include <gtest/gtest.h>

#include <string>

namespace eardrum::fuzz {
namespace {

using namespace std::literals;

std::optional<std::string> compared(std::string_view json_line) {
  Agreement agreement;
  return compare_with_model(agreement, json_line);
}

TEST(CompareWithModel, AgreesWithAnswersThatAreRight) {
  EXPECT_FALSE(compared(R"({"kind":"request","bytes":"get k\n","zone":"must_accept",)"
                        R"("verdict":"accepted","canonical":"get k\n"})"));
  EXPECT_FALSE(compared(R"({"kind":"request","bytes":"get \u00ff\n","zone":"open",)"
                        R"("verdict":"accepted","canonical":"get \u00ff\n"})"));
  EXPECT_FALSE(compared(R"({"kind":"response","bytes":"ok\n","verdict":"refused"})"));
  EXPECT_FALSE(compared(R"({"kind":"value","bytes":"1"})"));  // not of its business
}

TEST(CompareWithModel, FindsEachDifference) {
  const std::string_view wrong[] = {
      R"({"kind":"request","bytes":"get k\n","zone":"must_accept","verdict":"refused"})",
      R"({"kind":"request","bytes":"gett k\n","zone":"open","verdict":"refused"})",
      R"({"kind":"request","bytes":"put k 1.0 1\n","zone":"must_accept","verdict":"accepted",)"
      R"("canonical":"put k 1.0 1\n"})",
      R"({"kind":"response","bytes":"ok\n","verdict":"accepted"})",
      R"({"kind":"response","bytes":"ok\n\n","verdict":"accepted","canonical":"ok\n"})",
      "",
      "{}",
  };
  for (const auto line : wrong) EXPECT_TRUE(compared(line)) << line;
}

TEST(Question, SpellsBytesInHexadecimal) {
  EXPECT_EQ(question(TextKind::request, "get k\n"), "request 676574206b0a");
  EXPECT_EQ(question(TextKind::response, "\xff\0"sv), "response ff00");
}

TEST(AskOracle, GetsALineForEachLine) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(ask_oracle("/bin/cat", {"request 0a", "response 00"}),
            (Lines{"request 0a", "response 00"}));
  EXPECT_FALSE(ask_oracle("/bin/true", {"request 0a"}));
  EXPECT_FALSE(ask_oracle("/bin/false", {}));
  EXPECT_FALSE(ask_oracle("/no/such/program", {"request 0a"}));
}

}  // namespace
}  // namespace eardrum::fuzz
