#include "eardrum/conformance/load/history.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace eardrum::conformance::load {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr auto pending = std::nullopt;

Interval at(int begin, std::optional<int> end) {
  return {Moment(begin), end ? std::optional(Moment(*end)) : std::nullopt};
}

Put put(int begin, std::optional<int> end, std::size_t key = 0) {
  return {'A', key, at(begin, end)};
}

Get get(int begin, int end, std::vector<std::size_t> puts, std::optional<std::size_t> key = 0) {
  return {'B', key, at(begin, end), std::move(puts)};
}

std::optional<Condition> broken(const History& history) {
  const auto found = find_violation(history);
  return found ? std::optional(found->condition) : std::nullopt;
}

TEST(History, HoldsARowThatIsSeenWhileItsPutIsUnderWay) {
  EXPECT_EQ(broken({{put(10, 40)}, {get(20, 30, {0})}}), std::nullopt);
  EXPECT_EQ(broken({{put(10, 40)}, {get(20, 30, {})}}), std::nullopt);
}

TEST(History, RefusesARowFromTheFuture) {
  EXPECT_EQ(broken({{put(31, 40)}, {get(20, 30, {0})}}), Condition::from_the_past);
  EXPECT_EQ(broken({{put(30, 40)}, {get(20, 30, {0})}}), std::nullopt);
}

TEST(History, RefusesAGetThatMissesAnAcknowledgedPut) {
  EXPECT_EQ(broken({{put(10, 20)}, {get(21, 30, {})}}), Condition::acknowledged);
  EXPECT_EQ(broken({{put(10, 20)}, {get(20, 30, {})}}), std::nullopt);
  EXPECT_EQ(broken({{put(10, 20)}, {get(21, 30, {}, pending)}}), Condition::acknowledged);
  EXPECT_EQ(broken({{put(10, 20)}, {get(21, 30, {}, 1)}}), std::nullopt);
}

TEST(History, LetsAPutWithoutAnswerTakeEffectAtAnyTimeOrNever) {
  EXPECT_EQ(broken({{put(10, pending)}, {get(21, 30, {}), get(40, 50, {0})}}), std::nullopt);
  EXPECT_EQ(broken({{put(10, pending)}, {get(21, 30, {0}), get(40, 50, {})}}),
            Condition::reads_grow);
}

TEST(History, RefusesAGetThatMissesWhatAnEarlierOneSaw) {
  EXPECT_EQ(broken({{put(10, 90)}, {get(20, 30, {0}), get(31, 40, {})}}), Condition::reads_grow);
  EXPECT_EQ(broken({{put(10, 90)}, {get(20, 30, {0}), get(30, 40, {})}}), std::nullopt);
  EXPECT_EQ(broken({{put(10, 90)}, {get(20, 30, {0}), get(31, 40, {}, pending)}}),
            Condition::reads_grow);
}

TEST(History, RefusesSnapshotsOfWhichNeitherCanBeFirst) {
  const std::vector<Put> puts{put(10, 90), put(10, 90)};
  EXPECT_EQ(broken({puts, {get(20, 80, {0}), get(20, 80, {1})}}), Condition::snapshots_nest);
  EXPECT_EQ(broken({puts, {get(20, 80, {0}), get(20, 80, {0, 1})}}), std::nullopt);
}

TEST(History, NamesTheSmallestPartThatShowsIt) {
  const History history{{put(1, 2), put(10, 20)}, {get(5, 8, {0}), get(21, 30, {0})}};
  const auto found = find_violation(history);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->put, 1U);
  EXPECT_EQ(found->get, 1U);
  EXPECT_FALSE(found->witness);
  EXPECT_THAT(timeline(history, *found),
              ElementsAre(HasSubstr("sent after put 1 was answered ok"),
                          HasSubstr("A: put 1 to key 0"), HasSubstr("B: get key 0, has not 1")));
}

/// A run of a correct store: each operation takes effect at one moment of its interval.
History linearizable_run() {
  struct Step {
    int effect;
    bool is_get;
    std::optional<std::size_t> key;
    int before;
    int after;
    bool answered;
  };
  const auto steps = *rc::gen::container<std::vector<Step>>(rc::gen::build<Step>(
      rc::gen::set(&Step::effect, rc::gen::inRange(0, 60)),
      rc::gen::set(&Step::is_get, rc::gen::arbitrary<bool>()),
      rc::gen::set(&Step::key, rc::gen::element<std::optional<std::size_t>>(0, 1, std::nullopt)),
      rc::gen::set(&Step::before, rc::gen::inRange(0, 20)),
      rc::gen::set(&Step::after, rc::gen::inRange(0, 20)),
      rc::gen::set(&Step::answered, rc::gen::arbitrary<bool>())));
  auto ordered = steps;
  std::ranges::stable_sort(ordered, {}, &Step::effect);
  History history;
  for (const auto& step : ordered) {
    auto when = at(step.effect - step.before, step.effect + step.after);
    if (step.is_get) {
      Get get{'B', step.key, when, {}};
      for (std::size_t i = 0; i < history.puts.size(); ++i) {
        if (!step.key || history.puts[i].key == *step.key) get.puts.push_back(i);
      }
      history.gets.push_back(std::move(get));
    } else {
      if (!step.answered) when.end.reset();
      history.puts.push_back({'A', step.key.value_or(0), when});
    }
  }
  return history;
}

/// The conditions as they are said, pair by pair.
bool holds_slowly(const History& history) {
  const auto in = [&](const Get& get, std::size_t put) {
    return std::ranges::binary_search(get.puts, put);
  };
  const auto& gets = history.gets;
  for (const auto& get : gets) {
    for (std::size_t put = 0; put < history.puts.size(); ++put) {
      const auto& it = history.puts[put];
      if (get.key && *get.key != it.key) continue;
      if (in(get, put) && it.when.begin > *get.when.end) return false;
      if (!in(get, put) && it.when.end && *it.when.end < get.when.begin) return false;
      for (const auto& earlier : gets) {
        if (in(earlier, put) && *earlier.when.end < get.when.begin && !in(get, put)) return false;
      }
    }
    for (const auto& other : gets) {
      if (other.key == get.key && !std::ranges::includes(other.puts, get.puts) &&
          !std::ranges::includes(get.puts, other.puts)) {
        return false;
      }
    }
  }
  return true;
}

RC_GTEST_PROP(HistoryProperty, NeverAccusesALinearizableRun, ()) {
  RC_ASSERT(!find_violation(linearizable_run()));
}

RC_GTEST_PROP(HistoryProperty, SaysWhatTheConditionsSayPairByPair, ()) {
  auto history = linearizable_run();
  RC_PRE(!history.gets.empty());
  auto& get = history.gets[*rc::gen::inRange<std::size_t>(0, history.gets.size())];
  const auto forget = *rc::gen::inRange<std::size_t>(0, 30);
  if (forget < get.puts.size()) get.puts.erase(get.puts.begin() + static_cast<long>(forget));
  RC_CLASSIFY(!holds_slowly(history));
  const auto found = find_violation(history);
  const bool one_of_four = found && found->condition != Condition::one_order;
  RC_ASSERT(one_of_four == !holds_slowly(history));
}

}  // namespace
}  // namespace eardrum::conformance::load
