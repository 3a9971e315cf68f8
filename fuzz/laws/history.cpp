#include "eardrum/fuzz/laws/history.hpp"

#include <algorithm>

namespace eardrum::fuzz {
namespace {

template <class Holds>
bool for_each_pair(std::span<const GetOperation> gets, Holds holds) {
  return std::ranges::all_of(gets, [&](const GetOperation& one) {
    return std::ranges::all_of(gets, [&](const GetOperation& other) { return holds(one, other); });
  });
}

}  // namespace

bool nothing_is_seen_before_it_was_sent(std::span<const PutOperation> puts,
                                        std::span<const GetOperation> gets) {
  return std::ranges::all_of(gets, [puts](const GetOperation& get) {
    return std::ranges::all_of(get.samples, [&](int sample) {
      return std::ranges::any_of(puts, [&](const PutOperation& put) {
        return put.sample == sample && put.from <= get.upto;
      });
    });
  });
}

bool what_was_acknowledged_is_seen(std::span<const PutOperation> puts,
                                   std::span<const GetOperation> gets) {
  return std::ranges::all_of(gets, [puts](const GetOperation& get) {
    return std::ranges::all_of(puts, [&](const PutOperation& put) {
      return put.upto >= get.from || get.samples.contains(put.sample);
    });
  });
}

bool reads_grow(std::span<const GetOperation> gets) {
  return for_each_pair(gets, [](const GetOperation& one, const GetOperation& other) {
    return one.upto >= other.from || std::ranges::includes(other.samples, one.samples);
  });
}

bool snapshots_nest(std::span<const GetOperation> gets) {
  return for_each_pair(gets, [](const GetOperation& one, const GetOperation& other) {
    return std::ranges::includes(other.samples, one.samples) ||
           std::ranges::includes(one.samples, other.samples);
  });
}

}  // namespace eardrum::fuzz
