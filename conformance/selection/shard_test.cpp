#include "eardrum/conformance/selection/shard.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

#include "eardrum/protocol/requirement.hpp"

namespace eardrum::conformance {
namespace {

using ::testing::HasSubstr;

Session session_of(const std::string& name, std::size_t sends) {
  Session session;
  session.name = name;
  session.requirement = protocol::find_requirement("REQ-GET-2");
  session.deliveries = {DeliveryKind::whole};
  session.steps.resize(sends);  // each of them sends nothing, which is a send all the same
  return session;
}

std::vector<Session> some_sessions() {
  std::vector<Session> sessions;
  const auto sizes = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 40));
  for (const auto size : sizes) {
    sessions.push_back(
        session_of("s." + std::to_string(sessions.size()), static_cast<std::size_t>(size)));
  }
  return sessions;
}

RC_GTEST_PROP(ShardProperty, PartsShareNothingAndHoldAllAndAreEven, ()) {
  const auto sessions = some_sessions();
  const auto total = static_cast<std::size_t>(*rc::gen::inRange(1, 9));
  std::map<std::string, std::size_t> weights;
  std::size_t heaviest = 0;
  for (const auto& session : sessions) {
    weights[session.name] = weight(session);
    heaviest = std::max(heaviest, weight(session));
  }
  std::set<std::string> all;
  std::vector<std::size_t> loads;
  for (std::size_t index = 0; index < total; ++index) {
    auto shuffled = sessions;
    std::ranges::rotate(
        shuffled, shuffled.begin() +
                      static_cast<std::ptrdiff_t>(sessions.empty() ? 0 : index % sessions.size()));
    const auto part = shard_names(shuffled, {index, total});
    RC_ASSERT(part == shard_names(sessions, {index, total}));
    std::size_t load = 0;
    for (const auto& name : part) {
      RC_ASSERT(all.insert(name).second);
      load += weights.at(name);
    }
    loads.push_back(load);
  }
  RC_ASSERT(all.size() == sessions.size());
  RC_ASSERT(std::ranges::max(loads) - std::ranges::min(loads) <= heaviest);
}

TEST(Weight, GrowsWithWhatIsSentAndHowOften) {
  auto session = session_of("a.b", 3);
  const auto once = weight(session);
  session.deliveries = {DeliveryKind::whole, DeliveryKind::cut};
  EXPECT_GT(weight(session), 10 * once);
}

TEST(ParseShard, CountsFromOne) {
  const auto shard = parse_shard("2/3");
  ASSERT_TRUE(shard);
  EXPECT_EQ(shard->index, 1U);
  EXPECT_EQ(shard->total, 3U);
}

TEST(ParseShard, RefusesWhatIsNoPart) {
  for (const auto* text : {"", "1", "0/3", "4/3", "1/0", "/", "1/", "-1/3", "1/3x", "1/99999999"}) {
    const auto shard = parse_shard(text);
    ASSERT_FALSE(shard) << text;
    EXPECT_THAT(shard.error(), HasSubstr("I from 1 to N"));
  }
}

class Environment {
 public:
  Environment(std::initializer_list<std::pair<const std::string, const char*>> variables)
      : variables_(variables) {}

  auto shard() const {
    return shard_of_environment([this](const char* name) {
      const auto found = variables_.find(name);
      return found == variables_.end() ? nullptr : found->second;
    });
  }

 private:
  std::map<std::string, const char*> variables_;
};

TEST(ShardOfEnvironment, CountsFromZeroAndPrefersItsOwnName) {
  const auto gtest = Environment{{"GTEST_TOTAL_SHARDS", "3"}, {"GTEST_SHARD_INDEX", "2"}}.shard();
  ASSERT_TRUE(gtest && *gtest);
  EXPECT_EQ((*gtest)->index, 2U);
  EXPECT_EQ((*gtest)->total, 3U);
  const auto own = Environment{{"GTEST_TOTAL_SHARDS", "3"},
                               {"GTEST_SHARD_INDEX", "2"},
                               {"EARDRUM_TOTAL_SHARDS", "5"},
                               {"EARDRUM_SHARD_INDEX", "0"}}
                       .shard();
  ASSERT_TRUE(own && *own);
  EXPECT_EQ((*own)->total, 5U);
}

TEST(ShardOfEnvironment, IsNothingWhereNothingIsSet) {
  const auto none = Environment{}.shard();
  ASSERT_TRUE(none);
  EXPECT_FALSE(*none);
}

TEST(ShardOfEnvironment, RefusesHalfAndNonsense) {
  EXPECT_THAT(Environment({{"EARDRUM_TOTAL_SHARDS", "3"}}).shard().error(), HasSubstr("together"));
  EXPECT_THAT(Environment({{"GTEST_SHARD_INDEX", "1"}}).shard().error(), HasSubstr("together"));
  for (const auto* index : {"3", "-1", "", "x"}) {
    EXPECT_FALSE(Environment({{"GTEST_TOTAL_SHARDS", "3"}, {"GTEST_SHARD_INDEX", index}})
                     .shard()
                     .has_value())
        << index;
  }
}

}  // namespace
}  // namespace eardrum::conformance
