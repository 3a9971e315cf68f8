// Prometheus' text format, both ways. Pure.
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
  std::int64_t refused = 0;  ///< lines that are no samples, NaN and infinities included
};

/// The samples of a page. A key is NAME, or NAME;LABEL=VALUE;... as Graphite writes tags; a byte
/// that a key cannot hold, and ; in a value, becomes '_'. Without a time of its own a sample is of
/// `timestamp`.
Scraped read_prometheus(std::string_view page, std::int64_t timestamp);

/// The last sample of each key as a page: a name of [a-zA-Z0-9_:], every other byte as '_', with
/// the whole key as the label "key", and the sample's time.
std::string prometheus_page(const Samples& samples);

}  // namespace eardrum::client
