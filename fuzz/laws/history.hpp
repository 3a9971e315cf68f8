// Law: history. Four conditions on the intervals of concurrent puts and gets that hold in every
// linearizable run. A run that violates one is not linearizable. The conditions are: nothing is
// seen before it was sent, what was acknowledged is seen, reads grow, snapshots nest. Each sample
// is unique and has a number. Every get requests all samples.
//
// theorem: nothing_is_seen_before_it_was_sent
// theorem: what_was_acknowledged_is_seen
// theorem: reads_grow
// theorem: snapshots_nest
#pragma once

#include <set>
#include <span>

namespace eardrum::fuzz {

struct PutOperation {
  int sample = 0;
  int from = 0;  ///< when it was sent
  int upto = 0;  ///< when it was answered
};

struct GetOperation {
  std::set<int> samples;
  int from = 0;
  int upto = 0;
};

bool nothing_is_seen_before_it_was_sent(std::span<const PutOperation> puts,
                                        std::span<const GetOperation> gets);
bool what_was_acknowledged_is_seen(std::span<const PutOperation> puts,
                                   std::span<const GetOperation> gets);
bool reads_grow(std::span<const GetOperation> gets);
bool snapshots_nest(std::span<const GetOperation> gets);

}  // namespace eardrum::fuzz
