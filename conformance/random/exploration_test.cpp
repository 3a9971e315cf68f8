// The random sessions against live servers: honest ones are accused of nothing, faulty ones are
// found out by few commands, and a mutated model accuses the reference.
#include "eardrum/conformance/random/exploration.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "eardrum/conformance/language/session_library.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"

namespace eardrum::conformance::random {
namespace {

using mutants::Mutant;
using ::testing::IsEmpty;

Exploration against(const std::vector<std::string>& command) {
  Exploration options;
  options.key_stamp = "test";
  options.shrink_for =
      std::chrono::seconds(60);  // a bound: a session that is not small blames at random
  options.jobs = 2;
  options.make_stage = [command] {
    LaunchSpec spec;
    spec.command = command;
    return server_stage(launched_test_bed(spec), Patience{});
  };
  return options;
}

Exploration against_mutant(const Mutant& mutant) {
  return against({EARDRUM_MUTANT, std::string(mutant.name), "--listen", "{host}:{port}"});
}

std::vector<std::string> told(const Explored& explored) {
  std::vector<std::string> lines;
  for (const auto& found : explored.found) {
    lines.push_back(found.result.finding->requirement + ": " + found.result.finding->sentence +
                    "\n" + found.text);
  }
  if (explored.unrepeated_example) {
    lines.push_back("once: " + explored.unrepeated_example->finding->sentence);
  }
  if (!explored.start_failure.empty()) lines.push_back(explored.start_failure);
  return lines;
}

class Reference : public testing::TestWithParam<Profile> {};

TEST_P(Reference, IsAccusedOfNothingIn2000Sessions) {
  auto options = against({EARDRUM_SERVER, "--listen", "{host}:{port}"});
  options.profile = GetParam();
  options.sessions = GetParam() == Profile::base ? 2000 : 300;
  options.seed = 99;
  const auto explored = explore(options);
  EXPECT_EQ(explored.played, options.sessions);
  EXPECT_THAT(told(explored), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Profiles, Reference,
                         testing::Values(Profile::base, Profile::strict, Profile::course),
                         [](const auto& parameter) { return std::string(name(parameter.param)); });

std::string test_name(const testing::TestParamInfo<const Mutant*>& parameter) {
  std::string name(parameter.param->name);
  std::ranges::replace(name, '-', '_');
  return name;
}

std::vector<const Mutant*> pointers(std::span<const Mutant> all) {
  std::vector<const Mutant*> result;
  for (const auto& each : all) result.push_back(&each);
  return result;
}

class Faithful : public testing::TestWithParam<const Mutant*> {};

TEST_P(Faithful, IsAccusedOfNothing) {
  auto options = against_mutant(*GetParam());
  // Slow ones would take minutes; the time is a bound, and nothing is asserted about it.
  options.explore_for = std::chrono::seconds(5);
  const auto explored = explore(options);
  EXPECT_GT(explored.played, 0U);
  EXPECT_THAT(told(explored), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(All, Faithful, testing::ValuesIn(pointers(mutants::faithful())),
                         test_name);

// House rules that base does not fail anybody for.
INSTANTIATE_TEST_SUITE_P(LeavesAfterErrors, Faithful,
                         testing::Values(mutants::find("closes-after-error"),
                                         mutants::find("never-recovers"),
                                         mutants::find("five-errors-for-each-connection")),
                         test_name);

/// Found within the default number of sessions, and by at most six commands.
class Faulty : public testing::TestWithParam<const Mutant*> {};

TEST_P(Faulty, IsFoundAndShrunkToSixCommandsAtMost) {
  auto options = against_mutant(*GetParam());
  options.shrink_for = std::chrono::minutes(1);  // sanitizers and busy machines are slow
  const auto explored = explore(options);
  ASSERT_THAT(explored.found, Not(IsEmpty()));
  for (const auto& found : explored.found) {
    EXPECT_LE(found.dialogue.commands.size(), 6U) << found.text;
    EXPECT_TRUE(is_failure(found.result.verdict));
    const auto level = protocol::find_requirement(found.result.finding->requirement)->level;
    EXPECT_TRUE(level == protocol::Level::stated || level == protocol::Level::derived);
  }
}

INSTANTIATE_TEST_SUITE_P(Elusive, Faulty, testing::ValuesIn(pointers(mutants::elusive())),
                         test_name);

const Mutant* mutant(std::string_view name) {
  return mutants::find(name);
}

INSTANTIATE_TEST_SUITE_P(
    Plain, Faulty,
    testing::Values(mutant("ok-but-not-stored"), mutant("crossed-numbers-dropped"),
                    mutant("same-numbers-dropped"), mutant("sums-repeated-puts"),
                    mutant("repeated-put-deletes"), mutant("overwrites-equal-values"),
                    mutant("copies-grow"), mutant("older-dropped"), mutant("star-misses-a-key"),
                    mutant("star-consumes"), mutant("asking-makes-key"), mutant("prefix-match"),
                    mutant("get-returns-everything"), mutant("float32-values"),
                    mutant("last-digit-cut"), mutant("keys-lower-cased"),
                    mutant("punctuation-normalised"), mutant("error-and-executed"),
                    mutant("extra-words-ignored"), mutant("chunk-is-command"), mutant("third-lf"),
                    mutant("dies-of-unknown-verb"), mutant("puts-lost-after-error"),
                    mutant("third-put-loses"), mutant("fourth-put-loses"),
                    mutant("star-shows-first"), mutant("star-shows-all"), mutant("star-forgets"),
                    mutant("repeated-shown-in-turn")),
    test_name);

/// Whatever is found stands in the file: it fails without the model, and names the same rule.
TEST(Found, IsASessionThatFailsByItself) {
  const auto options = against_mutant(*mutant("overwriting-moves"));
  const auto explored = explore(options);
  ASSERT_THAT(explored.found, Not(IsEmpty()));
  const auto& found = explored.found.front();
  const auto session = read_sessions(found.text, found.file).value().front();
  EXPECT_EQ(session.requirement->id, found.result.finding->requirement);
  const auto stage = options.make_stage();
  ASSERT_TRUE(stage->start_fresh().has_value());
  EXPECT_TRUE(stage->play(session, found.dialogue.delivery, ".replay").mismatch.has_value());
}

TEST(Explore, SaysNothingAboutRulesThatAreKnownToBeBroken) {
  auto options = against_mutant(*mutant("overwriting-moves"));
  options.known_rules = {"REQ-PUT-17"};
  const auto explored = explore(options);
  EXPECT_THAT(told(explored), IsEmpty());
  EXPECT_GT(explored.known, 0U);
}

/// The house rule is broken, and what is lost for it is a failure all the same.
TEST(Explore, FindsWhatIsLostAfterAnErrorThoughAWarningSaysSo) {
  auto options = against_mutant(*mutant("puts-lost-after-error"));
  options.known_rules = {"REQ-ERR-4"};
  const auto explored = explore(options);
  ASSERT_THAT(explored.found, Not(IsEmpty()));
  EXPECT_EQ(explored.found.front().result.finding->requirement, "REQ-PUT-2");
}

/// A model in which a second value at one time is refused.
class FirstPutOnly : public Model {
 public:
  void sent(const Command& command) override {
    Command get;
    get.key = command.key;
    for (const auto& sample : samples(get)) {
      if (sample.timestamp == command.timestamp) return;
    }
    Model::sent(command);
  }
};

/// A model in which keys are patterns.
class PrefixModel : public Model {
 public:
  std::string allowed(const Command& command) const override {
    if (command.kind != Command::Kind::get) return Model::allowed(command);
    auto star = command;
    star.kind = Command::Kind::star;
    return Model::allowed(star);
  }
};

template <typename Mutated>
Explored with_model() {
  auto options = against({EARDRUM_SERVER, "--listen", "{host}:{port}"});
  options.make_model = [] { return std::make_unique<Mutated>(); };
  return explore(options);
}

TEST(MutatedModel, AccusesTheReference) {
  EXPECT_THAT(told(with_model<FirstPutOnly>()), Not(IsEmpty()));
  EXPECT_THAT(told(with_model<PrefixModel>()), Not(IsEmpty()));
}

}  // namespace
}  // namespace eardrum::conformance::random
