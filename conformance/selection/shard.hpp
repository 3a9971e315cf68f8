// One of several machines' part of a run: parts that share no session, hold all of them together,
// are the same each time, and take about as long as one another.
#pragma once

#include <cstddef>
#include <expected>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/language/session.hpp"

namespace eardrum::conformance {

struct Shard {
  std::size_t index = 0;  ///< from 0
  std::size_t total = 1;
};

/// "2/3" as people count, from 1. The error is one sentence.
std::expected<Shard, std::string> parse_shard(std::string_view text);

/// EARDRUM_TOTAL_SHARDS and EARDRUM_SHARD_INDEX, which counts from 0, else the same of GTEST_;
/// nothing if none is set. `variable` gives a variable's text, or nullptr.
std::expected<std::optional<Shard>, std::string> shard_of_environment(
    const std::function<const char*(const char*)>& variable);

/// About how long a session takes, in requests of one in-step connection.
std::size_t weight(const Session& session);

/// The names of one part. No two parts differ by more than the heaviest session. Sessions have
/// different names.
std::set<std::string> shard_names(const std::vector<Session>& sessions, const Shard& shard);

}  // namespace eardrum::conformance
