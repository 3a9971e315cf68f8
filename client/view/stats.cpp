#include "eardrum/client/view/stats.hpp"

#include <algorithm>
#include <cmath>

namespace eardrum::client {
namespace {

/// Two samples that are centuries apart must not fill the memory with what lies between.
constexpr std::size_t buckets_max = 1'000'000;

/// `sorted` is not empty; `rank` from 0 to 100.
double percentile(const std::vector<double>& sorted, double rank) {
  const double place = rank / 100 * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const auto above = std::min(below + 1, sorted.size() - 1);
  const double part = place - static_cast<double>(below);
  return sorted[below] + part * (sorted[above] - sorted[below]);
}

/// Kahan's sum: a million small values beside a large one are not lost.
class Sum {
 public:
  void add(double value) {
    const double corrected = value - lost_;
    const double sum = sum_ + corrected;
    lost_ = std::isfinite(sum) ? (sum - sum_) - corrected : 0;
    sum_ = sum;
  }
  double value() const { return sum_; }

 private:
  double sum_ = 0;
  double lost_ = 0;
};

/// Seconds between; the timestamps may be any.
std::int64_t step(std::int64_t from, std::int64_t to) {
  std::int64_t seconds = 0;
  return __builtin_sub_overflow(to, from, &seconds) ? INT64_MAX : seconds;
}

std::int64_t bucket_begin(std::int64_t time, std::int64_t seconds, std::int64_t offset) {
  const auto past = (time % seconds + offset % seconds) % seconds;
  return time - (past < 0 ? past + seconds : past);
}

}  // namespace

std::optional<std::int64_t> find_gap(const Series& series) {
  if (series.size() < 3) return std::nullopt;
  std::vector<std::int64_t> steps;
  steps.reserve(series.size() - 1);
  for (std::size_t i = 1; i < series.size(); ++i) {
    steps.push_back(step(series[i - 1].first, series[i].first));
  }
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::ranges::nth_element(steps, middle);
  constexpr std::int64_t times = 3;
  return std::max<std::int64_t>(*middle > INT64_MAX / times ? INT64_MAX : *middle * times, 1);
}

Figures figures(const Series& series, std::size_t begin, std::size_t end,
                const std::vector<double>& percentile_ranks, std::optional<std::int64_t> gap) {
  Figures found;
  std::vector<double> values;
  values.reserve(end - begin);
  Sum sum;
  for (std::size_t i = begin; i < end; ++i) {
    values.push_back(series[i].second);
    sum.add(series[i].second);
    if (!gap || i == begin) continue;
    const auto seconds = step(series[i - 1].first, series[i].first);
    if (seconds <= *gap) continue;
    ++found.gap_count;
    found.longest_gap_seconds = std::max(found.longest_gap_seconds, seconds);
  }
  const auto& [first_time, first] = series[begin];
  const auto& [last_time, last] = series[end - 1];
  found.count = static_cast<std::int64_t>(end - begin);
  found.first_time = first_time;
  found.last_time = last_time;
  found.last = last;
  found.sum = sum.value();
  found.mean = found.sum / static_cast<double>(found.count);
  const auto seconds = step(first_time, last_time);
  if (seconds > 0) found.rate = (last - first) / static_cast<double>(seconds);
  std::ranges::sort(values);
  found.min = values.front();
  found.max = values.back();
  for (const double rank : percentile_ranks) found.percentiles.push_back(percentile(values, rank));
  return found;
}

Buckets in_buckets(const Series& series, std::int64_t seconds, std::int64_t offset,
                   const std::vector<double>& percentile_ranks) {
  Buckets found;
  for (std::size_t begin = 0; begin < series.size();) {
    const auto begin_time = bucket_begin(series[begin].first, seconds, offset);
    while (!found.buckets.empty() && found.buckets.back().begin_time + seconds < begin_time) {
      found.buckets.push_back({found.buckets.back().begin_time + seconds, std::nullopt});
      found.cut_short = found.buckets.size() >= buckets_max;
      if (found.cut_short) return found;
    }
    std::size_t end = begin + 1;
    while (end < series.size() && step(begin_time, series[end].first) < seconds) ++end;
    found.buckets.push_back({begin_time, figures(series, begin, end, percentile_ranks, {})});
    begin = end;
  }
  return found;
}

}  // namespace eardrum::client
