// Writes statistics as text. Pure.
#pragma once

#include <string>
#include <vector>

#include "eardrum/client/view/format.hpp"
#include "eardrum/client/view/stats.hpp"

namespace eardrum::client {

/// The statistics of a metric, or of one of its buckets, which make one line.
struct StatsLine {
  std::string key;
  std::int64_t time = 0;           ///< begin of the bucket, or the first sample
  std::optional<Figures> figures;  ///< nothing: a bucket without samples
};

enum class StatsFormat { table, csv, jsonl };

/// Columns: key, time, count, min, max, mean, last, sum, rate, p50..., gaps, longest_gap. The rate
/// is in units per second. A table has six significant digits; the other formats have all digits.
std::string to_text(const std::vector<StatsLine>& lines,
                    const std::vector<double>& percentile_ranks, StatsFormat format,
                    const TimeStyle& style);

}  // namespace eardrum::client
