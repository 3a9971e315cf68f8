// Law: allowed. What any conforming server may answer to a get, whatever its policy: only samples
// of the asked key, no more copies than were put, every slot that was put. The server's answers
// keep to it, as do those of a store that keeps all.
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

/// Whether `rows` may answer get `key` after `puts`, in whatever order. Zeros of either sign are
/// the same here, as they are on the wire.
bool is_allowed(std::span<const protocol::Row> puts, std::string_view key,
                std::span<const protocol::Row> rows);

}  // namespace eardrum::fuzz
