// Fewer points that draw the same picture: of each column of pixels the lowest and the highest.
// Pure.
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

/// From the first sample of all to the last; {0, 0} without samples.
Span span_of(const Samples& samples);

/// The column, from 0 to columns - 1, of a time inside the span.
std::size_t column_of(std::int64_t time, const Span& span, std::size_t columns);

/// Of the samples in each column the first, the lowest, the highest and the last, in the order of
/// their times: a line through them covers the same pixels as a line through all.
Series thin(const Series& series, const Span& span, std::size_t columns);

/// Pieces of a series without a gap inside (find_gap()).
std::vector<Series> pieces(const Series& series, std::optional<std::int64_t> gap);

}  // namespace eardrum::client
