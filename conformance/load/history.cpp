#include "eardrum/conformance/load/history.hpp"

#include <algorithm>
#include <cassert>
#include <map>
#include <numeric>
#include <utility>

#include "eardrum/conformance/load/order.hpp"

namespace eardrum::conformance::load {
namespace {

constexpr Moment never = Moment::max();

bool covers(const Get& get, const Put& put) {
  return !get.key || *get.key == put.key;
}

/// Gets by the time they were sent.
std::vector<std::size_t> by_begin(const std::vector<Get>& gets) {
  std::vector<std::size_t> order(gets.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return gets[i].when.begin; });
  return order;
}

/// When each put was first known to have taken effect, and by which get if not by its answer.
struct Known {
  Moment since = never;
  std::optional<std::size_t> get{};
};

std::vector<Known> known_by_answers(const History& history) {
  std::vector<Known> known(history.puts.size());
  for (std::size_t i = 0; i < known.size(); ++i) {
    known[i].since = history.puts[i].when.end.value_or(never);
  }
  return known;
}

std::vector<Known> known_by_gets(const History& history) {
  auto known = known_by_answers(history);
  for (std::size_t g = 0; g < history.gets.size(); ++g) {
    for (const auto put : history.gets[g].puts) {
      if (*history.gets[g].when.end < known[put].since) {
        known[put] = {*history.gets[g].when.end, g};
      }
    }
  }
  return known;
}

std::optional<Violation> seen_before_sent(const History& history) {
  for (const auto g : by_begin(history.gets)) {
    for (const auto put : history.gets[g].puts) {
      if (history.puts[put].when.begin > *history.gets[g].when.end) {
        return Violation{Condition::from_the_past, put, g, std::nullopt, {}};
      }
    }
  }
  return std::nullopt;
}

/// Puts of each key, and of all keys together under nothing, by the time since they are known.
class KnownPuts {
 public:
  KnownPuts(const History& history, const std::vector<Known>& known) : known_(known) {
    for (std::size_t put = 0; put < known.size(); ++put) {
      if (known[put].since == never) continue;
      by_scope_[history.puts[put].key].push_back(put);
      by_scope_[std::nullopt].push_back(put);
    }
    for (auto& [scope, puts] : by_scope_) {
      std::ranges::stable_sort(puts, {}, [&](std::size_t put) { return known[put].since; });
    }
  }

  /// One that was known before the get was sent, and that it did not return.
  std::optional<std::size_t> missing_in(const Get& get) const {
    const auto scope = by_scope_.find(get.key);
    if (scope == by_scope_.end()) return std::nullopt;
    const auto& puts = scope->second;
    const auto due = std::ranges::lower_bound(puts, get.when.begin, {},
                                              [&](std::size_t put) { return known_[put].since; });
    const auto due_count = due - puts.begin();
    const auto returned_count = std::ranges::count_if(
        get.puts, [&](std::size_t put) { return known_[put].since < get.when.begin; });
    if (returned_count == due_count) return std::nullopt;
    const auto missing = std::find_if(puts.begin(), due, [&](std::size_t put) {
      return !std::ranges::binary_search(get.puts, put);
    });
    assert(missing != due);
    return *missing;
  }

 private:
  const std::vector<Known>& known_;
  std::map<std::optional<std::size_t>, std::vector<std::size_t>> by_scope_;
};

std::optional<Violation> known_but_missing(const History& history, const std::vector<Known>& known,
                                           Condition condition) {
  const KnownPuts puts(history, known);
  for (const auto g : by_begin(history.gets)) {
    if (const auto put = puts.missing_in(history.gets[g])) {
      return Violation{condition, *put, g, known[*put].get, {}};
    }
  }
  return std::nullopt;
}

/// Sets are nested if each contains the next smaller one.
std::optional<Violation> not_nested(const History& history) {
  std::map<std::optional<std::size_t>, std::vector<std::size_t>> by_scope;
  for (const auto g : by_begin(history.gets)) by_scope[history.gets[g].key].push_back(g);
  for (auto& [scope, gets] : by_scope) {
    std::ranges::stable_sort(gets, {}, [&](std::size_t g) { return history.gets[g].puts.size(); });
    for (std::size_t i = 1; i < gets.size(); ++i) {
      const auto& small = history.gets[gets[i - 1]].puts;
      const auto& large = history.gets[gets[i]].puts;
      if (std::ranges::includes(large, small)) continue;
      const auto only = std::ranges::find_if_not(
          small, [&](std::size_t put) { return std::ranges::binary_search(large, put); });
      return Violation{Condition::snapshots_nest, *only, gets[i], gets[i - 1], {}};
    }
  }
  return std::nullopt;
}

}  // namespace

std::string_view rule_of(Condition condition) {
  switch (condition) {
    case Condition::from_the_past:
    case Condition::acknowledged:
      return "REQ-CON-3";
    case Condition::reads_grow:
    case Condition::snapshots_nest:
    case Condition::one_order:
      break;
  }
  return "REQ-CON-4";
}

std::optional<Violation> find_violation(const History& history) {
  for (const auto& get : history.gets) {
    assert(get.when.end && std::ranges::is_sorted(get.puts));
    assert(std::ranges::all_of(get.puts,
                               [&](std::size_t put) { return covers(get, history.puts[put]); }));
  }
  if (auto found = seen_before_sent(history)) return found;
  if (auto found = known_but_missing(history, known_by_answers(history), Condition::acknowledged)) {
    return found;
  }
  if (auto found = known_but_missing(history, known_by_gets(history), Condition::reads_grow)) {
    return found;
  }
  if (auto found = not_nested(history)) return found;
  if (auto cycle = shortest_cycle(history); !cycle.empty()) {
    return Violation{Condition::one_order, 0, 0, std::nullopt, std::move(cycle)};
  }
  return std::nullopt;
}

}  // namespace eardrum::conformance::load
