// Proof that the comparison with the model bites. With EARDRUM_DIFFERENTIAL_TABLE set to a file,
// protocol/formal/differential.tsv is written there.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "eardrum/fuzz/codec_mutants.hpp"
#include "eardrum/fuzz/differential.hpp"
#include "eardrum/fuzz/oracle.hpp"
#include "eardrum/fuzz/vectors.hpp"

namespace eardrum::fuzz {
namespace {

constexpr std::size_t messages_max = 30'000;  // some seconds for a mutant that is never seen

std::vector<std::string> seeds() {
  std::vector<std::string> out;
  for (const auto* name : {"requests.jsonl", "responses.jsonl"}) {
    for (auto& vector : read_vectors(std::filesystem::path(EARDRUM_VECTORS) / name)) {
      if (!vector.bytes.empty()) out.push_back(std::move(vector.bytes));
    }
  }
  return out;
}

bool disagrees(const Codec& codec, std::string_view message) {
  if (message.ends_with("\n\n") && agrees_with_oracle_on_response(message, codec)) return true;
  return agrees_with_oracle_on_request(message, codec).has_value();
}

std::size_t messages_until_seen(const Codec& codec) {
  static const auto all = seeds();
  return messages_until(all, messages_max,
                        [&](std::string_view message) { return disagrees(codec, message); });
}

TEST(OracleMutants, AreSeenByTheComparisonWithTheModel) {
  std::string now;
  for (const auto& mutant : codec_mutants()) {
    const auto messages = messages_until_seen(faulty_codec(mutant));
    // Frames are this comparison's input, so it cannot see how they were cut.
    if (!std::string_view(mutant.name).starts_with("framer_")) {
      EXPECT_GT(messages, 0U) << mutant.name;
    }
    now +=
        std::string(mutant.name) + "\t" + (messages == 0 ? "-" : std::to_string(messages)) + "\n";
  }
  if (const char* path = std::getenv("EARDRUM_DIFFERENTIAL_TABLE")) {
    std::ofstream(path) << now;
    return;
  }
  std::ifstream in(EARDRUM_DIFFERENTIAL);
  const std::string committed{std::istreambuf_iterator<char>(in), {}};
  EXPECT_EQ(committed, now) << "write it anew: EARDRUM_DIFFERENTIAL_TABLE=FILE oracle_mutants_test";
}

TEST(OracleMutants, TheReferenceAgreesWithTheModel) {
  EXPECT_EQ(messages_until_seen(reference_codec()), 0U);
}

}  // namespace
}  // namespace eardrum::fuzz
