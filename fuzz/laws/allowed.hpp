// Law: allowed. The answers to a get that any conforming server may send, for any policy: only
// samples of the requested key, no sample more often than it was put, and at least one sample for
// each key and timestamp that was put. The answers of the reference server satisfy it, and so do
// those of a store that keeps all samples.
//
// theorem: check_sound_and_complete
// theorem: keep_all_allowed
// theorem: last_wins_allowed
// theorem: reference_allowed
#pragma once

#include <span>
#include <string_view>

#include "eardrum/protocol/response.hpp"

namespace eardrum::fuzz {

/// Whether `rows`, in any order, may be the answer to a get of `key` after `puts`. The sign of zero
/// is ignored, as in SPEC.md.
bool is_allowed(std::span<const protocol::Row> puts, std::string_view key,
                std::span<const protocol::Row> rows);

}  // namespace eardrum::fuzz
