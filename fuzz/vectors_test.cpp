// The codec, the zones and the server agree with every vector that the model wrote.
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eardrum/fuzz/vectors.hpp"
#include "eardrum/protocol/command.hpp"
#include "eardrum/protocol/violation.hpp"

namespace eardrum::fuzz {
namespace {

std::vector<Vector> vectors(const std::string& name) {
  return read_vectors(std::filesystem::path(EARDRUM_VECTORS) / (name + ".jsonl"));
}

class Vectors : public testing::TestWithParam<const char*> {};

TEST_P(Vectors, AreAgreedWith) {
  const auto all = vectors(GetParam());
  EXPECT_GE(all.size(), 100U);
  for (const auto& vector : all) {
    const auto verdict = agrees_with_vector(vector);
    EXPECT_FALSE(verdict.has_value()) << *verdict;
  }
}

INSTANTIATE_TEST_SUITE_P(File, Vectors,
                         testing::Values("requests", "responses", "values", "timestamps", "streams",
                                         "dialogues"),
                         [](const auto& file) { return std::string(file.param); });

TEST(VectorFiles, HoldEveryRefusalThatHasBytesOfItsOwn) {
  std::set<std::string> held;
  for (const auto* name : {"requests", "responses"}) {
    for (const auto& vector : vectors(name)) held.insert(vector.refusal);
  }
  for (const auto& info : protocol::refusals()) {
    // 64 MiB are no vector; the framer's own test reaches this one.
    if (info.refusal == protocol::Refusal::response_too_long) continue;
    EXPECT_THAT(held, testing::Contains(std::string(info.slug)));
  }
}

/// What is accepted in one place only would be seen there only: alone, in a stream and in a
/// dialogue.
TEST(VectorFiles, HoldEveryCommand) {
  std::set<std::string> accepted;
  for (const auto& vector : vectors("requests")) accepted.insert(vector.command);
  std::string lines = "\n";
  for (const auto& vector : vectors("dialogues")) lines += vector.bytes + "\n";
  std::string messages;
  for (const auto& vector : vectors("streams")) {
    for (const auto& message : vector.messages) messages += "\n" + message;
  }
  for (const auto& command : protocol::all_commands) {
    const std::string word(command.word);
    EXPECT_THAT(accepted, testing::Contains(word));
    EXPECT_THAT(lines, testing::HasSubstr("\n" + word + " "));
    EXPECT_THAT(messages, testing::HasSubstr("\n" + word + " "));
  }
}

TEST(VectorFiles, HoldEveryZone) {
  for (const auto* name : {"requests", "values", "timestamps"}) {
    std::set<std::string> held;
    for (const auto& vector : vectors(name)) held.insert(vector.zone);
    EXPECT_THAT(held, testing::IsSupersetOf({"must_accept", "open", "must_reject"})) << name;
  }
}

TEST(VectorFiles, AreNoVectorsIfTheirBytesAreChanged) {
  auto vector = vectors("requests").front();
  vector.bytes.insert(4, "x");
  EXPECT_TRUE(agrees_with_vector(vector).has_value());
}

}  // namespace
}  // namespace eardrum::fuzz
