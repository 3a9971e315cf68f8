#include "eardrum/client/collect/ticks.hpp"

#include <iterator>

namespace eardrum::client {
namespace {

/// A run ends where a tick is missed; the oldest are of no use to a clock that is about right.
constexpr std::size_t runs_max = 10'000;

}  // namespace

std::int64_t Ticks::tick_at(std::int64_t now) const {
  const auto past = now % interval_;
  return now - (past < 0 ? past + interval_ : past);
}

bool Ticks::take(std::int64_t tick) {
  const auto run = taken_.lower_bound(tick);  // the first that does not end before
  if (run != taken_.end() && run->second <= tick) return false;
  auto first = tick;
  if (run != taken_.begin()) {
    const auto earlier = std::prev(run);
    if (earlier->first + interval_ == tick) {
      first = earlier->second;
      taken_.erase(earlier);
    }
  }
  taken_.emplace(tick, first);
  if (taken_.size() > runs_max) taken_.erase(taken_.begin());
  return true;
}

}  // namespace eardrum::client
