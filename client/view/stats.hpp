// Figures of a series over all of its time, or for each bucket of time. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "eardrum/client/answer.hpp"

namespace eardrum::client {

using Series = Samples::mapped_type;  ///< (time, value), ascending in time

struct Figures {
  std::int64_t count = 0;
  std::int64_t first_time = 0;
  std::int64_t last_time = 0;
  double min = 0;
  double max = 0;
  double mean = 0;
  double sum = 0;
  double last = 0;
  std::optional<double> rate;       ///< (last - first) / seconds between them; none without time
  std::vector<double> percentiles;  ///< of the ranks asked for
  std::int64_t gap_count = 0;       ///< steps longer than find_gap() says
  std::int64_t longest_gap_seconds = 0;
};

/// A step in time that is longer counts as a gap: three times the median step. Nothing for fewer
/// than three samples.
std::optional<std::int64_t> find_gap(const Series& series);

/// Figures of samples [begin, end) of `series`, at least one. A percentile between two samples is
/// interpolated linearly: R's type 7, numpy's default. `gap` as of find_gap().
Figures figures(const Series& series, std::size_t begin, std::size_t end,
                const std::vector<double>& percentile_ranks, std::optional<std::int64_t> gap);

struct Bucket {
  std::int64_t begin_time = 0;     ///< the bucket holds begin_time <= t < begin_time + its seconds
  std::optional<Figures> figures;  ///< nothing: a gap in time
};

struct Buckets {
  std::vector<Bucket> buckets;
  bool cut_short = false;  ///< more than buckets_max would have been needed
};

/// Buckets of `seconds` from the first sample to the last, empty ones between them too. Borders are
/// at multiples of `seconds` after `offset` (seconds ahead of UTC): days begin at local midnight.
Buckets in_buckets(const Series& series, std::int64_t seconds, std::int64_t offset,
                   const std::vector<double>& percentile_ranks);

}  // namespace eardrum::client
