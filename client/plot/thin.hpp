// Removes points that do not change the picture. Of each column of pixels it keeps the first, the
// lowest, the highest and the last point. Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "eardrum/client/view/stats.hpp"

namespace eardrum::client {

struct Span {
  std::int64_t begin_time = 0;
  std::int64_t end_time = 0;  ///< inclusive, not before begin_time

  double width() const { return static_cast<double>(end_time) - static_cast<double>(begin_time); }
};

/// The time from the first sample of all keys to the last; {0, 0} without samples.
Span span_of(const Samples& samples);

/// The column, from 0 to columns - 1, of a time inside the span.
std::size_t column_of(std::int64_t time, const Span& span, std::size_t columns);

/// The first, the lowest, the highest and the last sample in each column, in the order of their
/// times. A line through them covers the same pixels as a line through all samples.
Series thin(const Series& series, const Span& span, std::size_t columns);

/// Splits a series at its gaps (find_gap()).
std::vector<Series> pieces(const Series& series, std::optional<std::int64_t> gap);

}  // namespace eardrum::client
