// Computes statistics of a series, over its whole time or for each bucket of time. Pure.
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
  std::optional<double> rate;       ///< (last - first) / seconds; nothing if they have one time
  std::vector<double> percentiles;  ///< of the requested ranks
  std::int64_t gap_count = 0;       ///< steps that are longer than find_gap()
  std::int64_t longest_gap_seconds = 0;
};

/// The longest step in time that is not a gap: three times the median step. Nothing if there are
/// fewer than three samples.
std::optional<std::int64_t> find_gap(const Series& series);

/// Statistics of samples [begin, end) of `series`, at least one. A percentile between two samples
/// is interpolated linearly: type 7 of R, the default of numpy. `gap` is the result of find_gap().
Figures figures(const Series& series, std::size_t begin, std::size_t end,
                const std::vector<double>& percentile_ranks, std::optional<std::int64_t> gap);

struct Bucket {
  std::int64_t begin_time = 0;     ///< the first second of the bucket
  std::optional<Figures> figures;  ///< nothing: a gap in time
};

struct Buckets {
  std::vector<Bucket> buckets;
  bool cut_short = false;  ///< incomplete: there would be more than a million buckets
};

/// Buckets of `seconds` from the first sample to the last, with the empty ones between them. A
/// bucket begins at a multiple of `seconds` in the time that is `offset` seconds ahead of UTC, so
/// days begin at local midnight.
Buckets in_buckets(const Series& series, std::int64_t seconds, std::int64_t offset,
                   const std::vector<double>& percentile_ranks);

}  // namespace eardrum::client
