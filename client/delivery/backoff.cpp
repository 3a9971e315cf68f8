#include "eardrum/client/delivery/backoff.hpp"

#include <algorithm>

namespace eardrum::client {

std::chrono::milliseconds Backoff::after_failure(double drawn) {
  constexpr int doublings_max = 20;  // 2^20 intervals are beyond every limit, and far from overflow
  failures_ = std::min(failures_ + 1, doublings_max);
  const auto doubled = shortest_ * (std::int64_t{1} << static_cast<unsigned>(failures_));
  const std::chrono::duration<double, std::milli> whole = std::min(doubled, longest_);
  const auto wait =
      std::chrono::duration_cast<std::chrono::milliseconds>(whole * (0.5 + drawn / 2));
  return std::max(wait, shortest_);
}

}  // namespace eardrum::client
