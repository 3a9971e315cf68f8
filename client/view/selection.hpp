// Selects samples by key and by time. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/client/answer.hpp"

namespace eardrum::client {

struct Selection {
  std::vector<std::string> keys;      ///< names or patterns, see has_pattern(); empty: all
  std::optional<std::int64_t> since;  ///< not before; seconds since 1970
  std::optional<std::int64_t> until;  ///< not after
  std::optional<std::size_t> last;    ///< the most samples of each key; the latest are kept
};

/// Whether a key contains * ? or [ and so is a pattern for several keys (fnmatch(3)).
bool has_pattern(std::string_view key);

/// Whether one of the selected keys or patterns matches `key`. True if the selection has no keys.
bool is_selected(const Selection& selection, const std::string& key);

/// The keys to request from the server: each selected key, or "*" if there are patterns or no keys.
std::vector<std::string> requests_for(const Selection& selection);

/// The selected samples. Those of a key are sorted by time; the sort is stable. Keys without
/// samples are left out.
Samples select(Samples samples, const Selection& selection);

}  // namespace eardrum::client
