#include "eardrum/conformance/load/order.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdint>

namespace eardrum::conformance::load {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Interval at(int begin, std::optional<int> end) {
  return {Moment(begin), end ? std::optional(Moment(*end)) : std::nullopt};
}

// A get shows a put and not one that was answered before that put was sent: none of the four
// conditions of history.hpp is broken (protocol/formal/Order.v, `missed`).
const History missed{{{'A', 0, at(10, 20)}, {'A', 0, at(30, 40)}}, {{'B', 0, at(0, 100), {1}}}};

TEST(Order, RefusesAGetThatMissesWhatCameBeforeWhatItShows) {
  const Operation first{false, 0};
  const Operation second{false, 1};
  const Operation get{true, 0};
  const auto found = find_violation(missed);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->condition, Condition::one_order);
  EXPECT_EQ(rule_of(found->condition), "REQ-CON-4");
  EXPECT_THAT(found->cycle, ::testing::UnorderedElementsAre(first, second, get));
  EXPECT_THAT(timeline(missed, *found),
              ElementsAre(HasSubstr("no order of these 3 operations"), HasSubstr("B: get key 0"),
                          HasSubstr("A: put 0"), HasSubstr("A: put 1"), HasSubstr("because "),
                          HasSubstr("and "), HasSubstr("and ")));
}

TEST(Order, AllowsTheSameAnswerWhereThePutsOverlap) {
  auto history = missed;
  history.puts[1].when.begin = Moment(20);
  EXPECT_THAT(shortest_cycle(history), IsEmpty());
}

TEST(Order, LeavesAPutWithoutAnswerOutUnlessItWasSeen) {
  const History unseen{{{'A', 0, at(10, std::nullopt)}}, {{'B', 0, at(20, 30), {}}}};
  EXPECT_THAT(shortest_cycle(unseen), IsEmpty());
  const History seen{{{'A', 0, at(10, std::nullopt)}},
                     {{'B', 0, at(20, 30), {0}}, {'B', 0, at(40, 50), {}}}};
  EXPECT_EQ(shortest_cycle(seen).size(), 3U);
}

TEST(Order, FindsACycleWhereverItIsInALongHistory) {
  for (const int place : {0, 5'000, 9'990}) {
    History history;
    for (int i = 0; i < 10'000; ++i) history.puts.push_back({'A', 1, at(100 * i, 100 * i + 50)});
    for (const auto& put : missed.puts) {
      history.puts.push_back(put);
      history.puts.back().when.begin += Moment(100 * place);
      *history.puts.back().when.end += Moment(100 * place);
    }
    history.gets.push_back({'B', 0, at(100 * place, 100 * place + 100), {10'001}});
    EXPECT_EQ(shortest_cycle(history).size(), 3U) << place;
    history.gets.front().puts = {10'000, 10'001};
    EXPECT_THAT(shortest_cycle(history), IsEmpty()) << place;
  }
}

/// Whether an order of the operations that are left explains the history, by trying all.
bool can_be_ordered(const History& history, std::vector<Operation> left, std::vector<bool>& stored,
                    Moment latest_begin) {
  if (left.empty()) return true;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const auto& [is_get, index] = left[i];
    const auto& when = is_get ? history.gets[index].when : history.puts[index].when;
    if (when.end && *when.end < latest_begin) continue;
    if (is_get) {
      const auto& get = history.gets[index];
      std::vector<std::size_t> due;
      for (std::size_t p = 0; p < stored.size(); ++p) {
        if (stored[p] && (!get.key || *get.key == history.puts[p].key)) due.push_back(p);
      }
      if (due != get.puts) continue;
    } else {
      stored[index] = true;
    }
    auto rest = left;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
    const bool found =
        can_be_ordered(history, std::move(rest), stored, std::max(latest_begin, when.begin));
    if (!is_get) stored[index] = false;
    if (found) return true;
  }
  return false;
}

bool linearizable_slowly(const History& history) {
  std::vector<Operation> all;
  for (std::size_t g = 0; g < history.gets.size(); ++g) all.push_back({true, g});
  std::vector<std::size_t> pending;
  for (std::size_t p = 0; p < history.puts.size(); ++p) {
    if (history.puts[p].when.end) {
      all.push_back({false, p});
    } else {
      pending.push_back(p);
    }
  }
  // A put without an answer has taken effect at some time, or never.
  for (std::uint32_t taken = 0; taken < (1U << pending.size()); ++taken) {
    auto some = all;
    for (std::size_t i = 0; i < pending.size(); ++i) {
      if (taken >> i & 1U) some.push_back({false, pending[i]});
    }
    std::vector<bool> stored(history.puts.size());
    if (can_be_ordered(history, std::move(some), stored, Moment::min())) return true;
  }
  return false;
}

History any_small_history() {
  History history;
  const auto interval = [](bool answered) {
    const int begin = *rc::gen::inRange(0, 12);
    const int end = begin + *rc::gen::inRange(0, 6);
    return at(begin, answered ? std::optional(end) : std::nullopt);
  };
  const auto puts = *rc::gen::inRange(1, 4);
  for (int i = 0; i < puts; ++i) {
    const bool answered = *rc::gen::inRange(0, 5) != 0;
    history.puts.push_back({'A', *rc::gen::inRange<std::size_t>(0, 2), interval(answered)});
  }
  const auto gets = *rc::gen::inRange(1, 4);
  for (int i = 0; i < gets; ++i) {
    Get get{
        'B', *rc::gen::element<std::optional<std::size_t>>(0, 1, std::nullopt), interval(true), {}};
    for (std::size_t p = 0; p < history.puts.size(); ++p) {
      const bool covered = !get.key || *get.key == history.puts[p].key;
      if (covered && *rc::gen::arbitrary<bool>()) get.puts.push_back(p);
    }
    history.gets.push_back(std::move(get));
  }
  return history;
}

/// theorem: one_order_is_exact
RC_GTEST_PROP(OrderProperty, IsExact, ()) {
  const auto history = any_small_history();
  const bool right = linearizable_slowly(history);
  RC_CLASSIFY(right);
  const bool from_the_future = std::ranges::any_of(history.gets, [&](const Get& get) {
    return std::ranges::any_of(
        get.puts, [&](std::size_t put) { return history.puts[put].when.begin > *get.when.end; });
  });
  RC_CLASSIFY(from_the_future);
  RC_ASSERT(shortest_cycle(history).empty() == right);
  RC_ASSERT(find_violation(history).has_value() == !right);
}

RC_GTEST_PROP(OrderProperty, ShowsACycle, ()) {
  const auto history = any_small_history();
  const auto cycle = shortest_cycle(history);
  RC_PRE(!cycle.empty());
  for (std::size_t i = 0; i < cycle.size(); ++i) {
    RC_ASSERT(must_precede(history, cycle[i], cycle[(i + 1) % cycle.size()]));
  }
}

}  // namespace
}  // namespace eardrum::conformance::load
