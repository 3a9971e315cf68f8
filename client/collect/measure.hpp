// Computes measurements from two readings. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "eardrum/client/collect/reading.hpp"
#include "eardrum/client/delivery/sample.hpp"

namespace eardrum::client {

/// The measurements at the second of two readings. `seconds` is the time between them, more than
/// zero.
///
///   gauge     the value itself
///   counter   (now - before) * scale / seconds, summed over the instances in both readings. An
///             instance that went down was restarted. It is left out, so no rate is negative
///   cpu       100 * (total - idle - iowait) / total, of the ticks between the readings; with
///             `all` also the share of each kind of tick
///
/// Keys are "HOST.NAME" with `host` unchanged, and sorted. Each value is finite and not negative.
std::vector<Sample> measure(const Reading& before, const Reading& now, double seconds,
                            const std::string& host, std::int64_t timestamp, bool all);

}  // namespace eardrum::client
