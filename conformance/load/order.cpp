#include "eardrum/conformance/load/order.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <limits>
#include <span>
#include <utility>

namespace eardrum::conformance::load {
namespace {

constexpr std::size_t window = 4096;
constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

const Interval& interval_of(const History& history, const Operation& operation) {
  return operation.is_get ? history.gets[operation.index].when : history.puts[operation.index].when;
}

/// All gets, and the puts that were answered or seen, by the time when they were sent.
std::vector<Operation> operations_of(const History& history) {
  std::vector<bool> seen(history.puts.size());
  std::vector<Operation> all;
  for (std::size_t g = 0; g < history.gets.size(); ++g) {
    all.push_back({true, g});
    for (const auto put : history.gets[g].puts) seen[put] = true;
  }
  for (std::size_t p = 0; p < history.puts.size(); ++p) {
    if (seen[p] || history.puts[p].when.end) all.push_back({false, p});
  }
  std::ranges::stable_sort(all, {},
                           [&](const Operation& each) { return interval_of(history, each).begin; });
  return all;
}

/// The relation among some operations of a history, numbered as they are given.
class Relation {
 public:
  Relation(const History& history, std::span<const Operation> operations)
      : history_(history), operations_(operations) {}

  /// Numbers of the operations that lie on a cycle or between two: all that remain when those that
  /// nothing precedes, or that precede nothing, are taken away again and again.
  std::vector<std::size_t> tangled() const {
    std::vector<std::size_t> left(operations_.size());
    for (std::size_t i = 0; i < left.size(); ++i) left[i] = i;
    peel(left, [&](std::size_t other, std::size_t it) { return must(other, it); });
    peel(left, [&](std::size_t other, std::size_t it) { return must(it, other); });
    return left;
  }

  /// A shortest cycle through the first of `among`, of fewer than `bound` operations.
  std::vector<std::size_t> cycle_through(std::size_t first, const std::vector<std::size_t>& among,
                                         std::size_t bound) const {
    std::vector<std::size_t> from(operations_.size(), none);
    std::vector<std::size_t> distance(operations_.size(), 0);
    std::deque<std::size_t> next{first};
    distance[first] = 1;
    while (!next.empty()) {
      const auto here = next.front();
      next.pop_front();
      if (distance[here] + 1 > bound) break;
      if (here != first && must(here, first)) return path_to(here, from);
      for (const auto there : among) {
        if (distance[there] != 0 || !must(here, there)) continue;
        distance[there] = distance[here] + 1;
        from[there] = here;
        next.push_back(there);
      }
    }
    return {};
  }

 private:
  bool must(std::size_t first, std::size_t second) const {
    return must_precede(history_, operations_[first], operations_[second]);
  }

  template <typename Precedes>
  static void peel(std::vector<std::size_t>& left, Precedes precedes) {
    std::vector<std::size_t> preceding(left.empty() ? 0 : left.back() + 1);
    for (const auto it : left) {
      preceding[it] = static_cast<std::size_t>(
          std::ranges::count_if(left, [&](std::size_t other) { return precedes(other, it); }));
    }
    std::vector<std::size_t> free;
    std::ranges::copy_if(left, std::back_inserter(free),
                         [&](std::size_t it) { return preceding[it] == 0; });
    while (!free.empty()) {
      const auto gone = free.back();
      free.pop_back();
      preceding[gone] = none;
      for (const auto it : left) {
        if (preceding[it] == none || !precedes(gone, it)) continue;
        preceding[it] -= 1;
        if (preceding[it] == 0) free.push_back(it);
      }
    }
    std::erase_if(left, [&](std::size_t it) { return preceding[it] == none; });
  }

  static std::vector<std::size_t> path_to(std::size_t last, const std::vector<std::size_t>& from) {
    std::vector<std::size_t> path;
    for (auto here = last; here != none; here = from[here]) path.push_back(here);
    std::ranges::reverse(path);
    return path;
  }

  const History& history_;
  std::span<const Operation> operations_;
};

std::vector<Operation> shortest_cycle_of(const History& history,
                                         std::span<const Operation> operations) {
  const Relation relation(history, operations);
  const auto tangled = relation.tangled();
  std::vector<std::size_t> shortest;
  for (const auto first : tangled) {
    const auto bound = shortest.empty() ? tangled.size() + 1 : shortest.size();
    if (auto found = relation.cycle_through(first, tangled, bound); !found.empty()) {
      shortest = std::move(found);
    }
    if (shortest.size() == 2) break;
  }
  std::vector<Operation> cycle;
  cycle.reserve(shortest.size());
  for (const auto number : shortest) cycle.push_back(operations[number]);
  return cycle;
}

}  // namespace

bool must_precede(const History& history, const Operation& first, const Operation& second) {
  const auto& ended = interval_of(history, first).end;
  if (ended && *ended < interval_of(history, second).begin) return true;
  if (first.is_get == second.is_get) return false;
  const auto& get = history.gets[first.is_get ? first.index : second.index];
  const auto put = first.is_get ? second.index : first.index;
  if (get.key && *get.key != history.puts[put].key) return false;
  return std::ranges::binary_search(get.puts, put) != first.is_get;
}

std::vector<Operation> shortest_cycle(const History& history) {
  const auto all = operations_of(history);
  for (std::size_t begin = 0;; begin += window / 2) {
    const auto count = std::min(window, all.size() - begin);
    auto cycle = shortest_cycle_of(history, std::span(all).subspan(begin, count));
    if (!cycle.empty() || begin + count == all.size()) return cycle;
  }
}

}  // namespace eardrum::conformance::load
