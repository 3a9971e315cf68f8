// Two readings in, measurements out. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "eardrum/client/collect/reading.hpp"
#include "eardrum/client/delivery/sample.hpp"

namespace eardrum::client {

/// What is known at the second of two readings that are `seconds` apart, more than zero:
///
///   gauge     the value itself
///   counter   (now - before) * scale / seconds, summed over the instances in both readings; one
///             that went down has started again and is left out, so that no rate is negative
///   cpu       100 * (total - idle - iowait) / total of the ticks between; with `all` also each
///   kind
///
/// Keys are "HOST.NAME" with `host` as it is; sorted; each value is finite and not negative.
std::vector<Sample> measure(const Reading& before, const Reading& now, double seconds,
                            const std::string& host, std::int64_t timestamp, bool all);

}  // namespace eardrum::client
