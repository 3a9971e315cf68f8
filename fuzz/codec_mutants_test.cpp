// Proof that vectors and suites bite: every codec with a planted fault is killed by a vector, the
// reference by none. With EARDRUM_MUTANTS_TABLE set to a file, the table of
// protocol/formal/MUTANTS.md is written there.
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "eardrum/conformance/automaton/codec_suite.hpp"
#include "eardrum/fuzz/codec_mutants.hpp"
#include "eardrum/fuzz/differential.hpp"
#include "eardrum/fuzz/vectors.hpp"

namespace eardrum::fuzz {

void PrintTo(const CodecMutant& mutant, std::ostream* out) {
  *out << mutant.name;
}

namespace {

constexpr std::array files{"requests", "responses", "streams"};

const std::vector<Vector>& vectors_of(const char* name) {
  static std::map<std::string, std::vector<Vector>> read;
  auto& vectors = read[name];
  if (vectors.empty()) {
    vectors = read_vectors(std::filesystem::path(EARDRUM_VECTORS) / (std::string(name) + ".jsonl"));
  }
  return vectors;
}

/// How many vectors of each file disagree with the mutant.
std::map<std::string, int> kills(const CodecMutant& mutant) {
  const auto codec = faulty_codec(mutant);
  std::map<std::string, int> out;
  for (const auto* name : files) {
    for (const auto& vector : vectors_of(name)) {
      if (agrees_with_vector(vector, codec)) ++out[name];
    }
  }
  return out;
}

/// What of the complete suites sees the mutant. They compare acceptance alone.
std::string_view suite_that_kills(const CodecMutant& mutant) {
  const auto codec = faulty_codec(mutant);
  const auto takes_request = [&](std::string_view frame) -> std::optional<bool> {
    if (!conformance::takes_request(frame)) return std::nullopt;
    return codec.parse_request(frame).has_value();
  };
  const auto takes_response = [&](std::string_view frame) -> std::optional<bool> {
    std::vector<protocol::Row> rows;
    return codec.parse_response(frame, rows).has_value();
  };
  const auto& requests = conformance::request_language();
  const auto& responses = conformance::response_language();
  if (run_suite(requests, 0, takes_request).wrong) return "yes";
  if (run_suite(responses, 0, takes_response).wrong) return "yes";
  if (run_class_check(requests, takes_request).wrong) return "classes";
  if (run_class_check(responses, takes_response).wrong) return "classes";
  return "no";
}

class CodecMutants : public testing::TestWithParam<CodecMutant> {};

TEST_P(CodecMutants, AreKilledByVectors) {
  EXPECT_FALSE(kills(GetParam()).empty());
}

INSTANTIATE_TEST_SUITE_P(Vectors, CodecMutants, testing::ValuesIn(codec_mutants()),
                         [](const auto& mutant) { return std::string(mutant.param.name); });

constexpr const char* head = R"(# Planted faults of the codec

Written by `codec_mutants_test`, which fails if it is not so. Each mutant is a codec with the one
fault. *requests*, *responses*, *streams*: how many vectors of that file disagree with it; the reference
disagrees with none. *suite*: whether the complete suites for no extra state see it, or the check that
bytes of a class are treated alike; both compare what is accepted, not what it means. *differential*: how many mutated messages the comparison with the model
took until it saw the fault (`differential.tsv`, which `oracle_mutants_test` writes and compares where
Coq and OCaml are); it compares messages, not framing.

| mutant | requests | responses | streams | suite | differential |
|---|---|---|---|---|---|
)";

std::string table() {
  const auto differential = read_differential_kills(EARDRUM_DIFFERENTIAL);
  std::string out = head;
  for (const auto& mutant : codec_mutants()) {
    auto found = kills(mutant);
    out += "| `" + std::string(mutant.name) + "` |";
    for (const auto* name : files) out += " " + std::to_string(found[name]) + " |";
    out += " " + std::string(suite_that_kills(mutant)) + " |";
    const auto seen = differential.find(mutant.name);
    out += " " + (seen == differential.end() ? "no entry" : seen->second) + " |\n";
  }
  return out;
}

TEST(CodecMutantsTable, NamesWhatKillsEach) {
  const auto now = table();
  if (const char* path = std::getenv("EARDRUM_MUTANTS_TABLE")) {
    std::ofstream(path) << now;
    return;
  }
  std::ifstream in(EARDRUM_MUTANTS);
  const std::string committed{std::istreambuf_iterator<char>(in), {}};
  EXPECT_EQ(committed, now) << "write it anew: EARDRUM_MUTANTS_TABLE=FILE codec_mutants_test";
}

TEST(CodecMutants, TheSuiteDoesNotAccuseTheReference) {
  EXPECT_EQ(suite_that_kills({"reference", [](Codec&) {}}), "no");
}

}  // namespace
}  // namespace eardrum::fuzz
