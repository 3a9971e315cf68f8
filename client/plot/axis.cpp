#include "eardrum/client/plot/axis.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "eardrum/client/view/format.hpp"

namespace eardrum::client {
namespace {

/// 1, 2 or 5 times a power of ten, not below `least`, which is more than zero.
double round_step(double least) {
  const double power = std::pow(10, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (power * factor >= least * (1 - 1e-9)) return power * factor;
  }
  return power * 10;
}

constexpr std::int64_t hour = 3'600;
constexpr std::int64_t day = 86'400;

struct TimeStep {
  std::int64_t seconds;
  const char* format;  ///< of strftime(3)
};

constexpr std::array time_steps{
    TimeStep{1, "%H:%M:%S"},        TimeStep{2, "%H:%M:%S"},        TimeStep{5, "%H:%M:%S"},
    TimeStep{10, "%H:%M:%S"},       TimeStep{30, "%H:%M:%S"},       TimeStep{60, "%H:%M"},
    TimeStep{120, "%H:%M"},         TimeStep{300, "%H:%M"},         TimeStep{600, "%H:%M"},
    TimeStep{1800, "%H:%M"},        TimeStep{3600, "%H:%M"},        TimeStep{7200, "%H:%M"},
    TimeStep{4 * hour, "%H:%M"},    TimeStep{6 * hour, "%d %H:%M"}, TimeStep{12 * hour, "%d %H:%M"},
    TimeStep{86'400, "%m-%d"},      TimeStep{2 * day, "%m-%d"},     TimeStep{7 * day, "%m-%d"},
    TimeStep{30 * day, "%Y-%m-%d"}, TimeStep{91 * day, "%Y-%m-%d"}, TimeStep{365 * day, "%Y-%m-%d"},
};

}  // namespace

ValueAxis value_axis(double lowest, double highest, int count) {
  // Half of the values at a time: the whole range of binary64 does not fit into one.
  double half = highest / 2 - lowest / 2;
  if (!(half > std::abs(highest) * 1e-12)) {
    constexpr double least = 1e-290;  // halves of what is smaller would vanish
    half = highest == 0 ? 0.5 : std::max(std::abs(highest) / 2, least);
  }
  const double middle = lowest / 2 + highest / 2;
  const double step = round_step(std::max(half / (std::max(count, 2) - 1) * 2, 1e-300));
  ValueAxis axis;
  const bool flat = !(lowest < highest);
  const double first = std::floor((flat ? middle - half : lowest) / step);
  const double last = std::ceil((flat ? middle + half : highest) / step);
  axis.low = first * step;
  axis.high = last * step;
  if (!std::isfinite(axis.low) || !std::isfinite(axis.high) || !(axis.low < axis.high)) {
    if (lowest < highest) return {lowest, highest, {}};
    return {std::min(lowest, lowest / 2), std::max(lowest, lowest / 2), {}};
  }
  constexpr double marks_max = 100;
  if (last - first > marks_max) return axis;
  for (double each = first; each <= last; ++each) {
    axis.marks.push_back({each * step, short_number(each * step == 0 ? 0 : each * step, 6)});
  }
  return axis;
}

std::vector<Mark> time_marks(const Span& span, int count, TimeZone zone) {
  std::vector<Mark> marks;
  const double least = span.width() / std::max(count, 1);
  const auto enough = [&](const TimeStep& each) {
    return static_cast<double>(each.seconds) >= least;
  };
  const auto step = std::ranges::find_if(time_steps, enough);
  if (step == time_steps.end() || !(span.width() > 0)) {
    marks.push_back({static_cast<double>(span.begin_time), format_time(span.begin_time, zone)});
    return marks;
  }
  const auto offset = offset_seconds(span.begin_time, zone);
  const auto past = ((span.begin_time + offset) % step->seconds + step->seconds) % step->seconds;
  for (auto time = span.begin_time + (past == 0 ? 0 : step->seconds - past); time <= span.end_time;
       time += step->seconds) {
    marks.push_back({static_cast<double>(time), format_time(time, zone, step->format)});
  }
  return marks;
}

}  // namespace eardrum::client
