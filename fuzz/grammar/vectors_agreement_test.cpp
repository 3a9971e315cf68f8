// Grammar, model and codec on the committed vectors.
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "eardrum/fuzz/grammar/model.hpp"

namespace eardrum::fuzz {
namespace {

void compare_file(const std::string& name, std::size_t lines_least) {
  std::ifstream file(EARDRUM_VECTORS "/" + name);
  Agreement agreement;
  std::size_t lines = 0;
  for (std::string line; std::getline(file, line); ++lines) {
    const auto wrong = compare_with_model(agreement, line);
    EXPECT_FALSE(wrong) << name << ':' << lines + 1 << ": " << *wrong;
  }
  EXPECT_GE(lines, lines_least);
  EXPECT_EQ(agreement.tally().requests + agreement.tally().responses, lines);
}

TEST(Vectors, OfRequestsAreReadAlikeByGrammarModelAndCodec) {
  compare_file("requests.jsonl", 1000);
}

TEST(Vectors, OfResponsesAreReadAlikeByGrammarModelAndCodec) {
  compare_file("responses.jsonl", 900);
}

}  // namespace
}  // namespace eardrum::fuzz
