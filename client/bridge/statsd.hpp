// Aggregates StatsD datagrams over an interval. Pure.
//
// Source: the StatsD metric types document (github.com/statsd/statsd, docs/metric_types.md).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/client/delivery/sample.hpp"

namespace eardrum::client {

class StatsdInterval {
 public:
  /// Adds the lines of one datagram:  NAME:VALUE|c[|@RATE]  counts, |g sets a gauge (+N and -N
  /// change it), |ms and |h are timings in milliseconds. Returns the number of all other lines.
  std::int64_t receive(std::string_view datagram);

  /// Returns the samples of the interval of `seconds` that ends at `timestamp`, and begins the next
  /// interval. The samples are NAME.count and NAME.count_per_second of a counter, NAME of a gauge
  /// (it keeps its value), and NAME.count, .min_ms, .max_ms, .mean_ms and .p90_ms of timings.
  std::vector<Sample> finish(std::int64_t timestamp, double seconds);

 private:
  bool receive_line(std::string_view line);

  std::map<std::string, double> counters_;
  std::map<std::string, double> gauges_;
  std::map<std::string, std::vector<double>> timings_;
  std::size_t timing_count_ = 0;
};

}  // namespace eardrum::client
