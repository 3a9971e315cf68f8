// Splits a run into shards for several machines. Shards have no session in common, contain all
// sessions together, are the same each time, and take about the same time.
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

/// Reads "2/3", which counts from 1. The error is one sentence.
std::expected<Shard, std::string> parse_shard(std::string_view text);

/// The shard from EARDRUM_TOTAL_SHARDS and EARDRUM_SHARD_INDEX, which counts from 0, or from the
/// same variables with GTEST_. Nothing if they are not set. `variable` returns the text of a
/// variable, or nullptr.
std::expected<std::optional<Shard>, std::string> shard_of_environment(
    const std::function<const char*(const char*)>& variable);

/// An estimate of the time of a session, as a number of requests.
std::size_t weight(const Session& session);

/// The names of the sessions of one shard. The weights of two shards differ by at most the heaviest
/// session. Sessions must have different names.
std::set<std::string> shard_names(const std::vector<Session>& sessions, const Shard& shard);

}  // namespace eardrum::conformance
