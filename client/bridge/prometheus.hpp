// Reads and writes the text format of Prometheus. Pure.
//
// Source: prometheus.io, "Exposition formats", text-based format 0.0.4.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/client/answer.hpp"
#include "eardrum/client/delivery/sample.hpp"

namespace eardrum::client {

struct Scraped {
  std::vector<Sample> samples;
  std::int64_t refused = 0;  ///< lines that are not samples, or whose value is not finite
};

/// Reads the samples of a page. A key is NAME, or NAME;LABEL=VALUE;... as Graphite writes tags. A
/// byte that a key cannot contain becomes '_', and so does ; in a value. A sample without a time
/// gets `timestamp`.
Scraped read_prometheus(std::string_view page, std::int64_t timestamp);

/// Writes the last sample of each key, with its time, as a page. The name is the key with '_' for
/// each byte outside [a-zA-Z0-9_:]. The label "key" contains the whole key.
std::string prometheus_page(const Samples& samples);

}  // namespace eardrum::client
