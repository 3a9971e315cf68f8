// Which samples are looked at: by key and by time. Pure.
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
  std::optional<std::size_t> last;    ///< at most so many of each key, the latest
};

/// Whether a key holds * ? or [ and so stands for several (fnmatch(3)).
bool has_pattern(std::string_view key);

/// Whether one of the keys, or no key at all, names it.
bool is_selected(const Selection& selection, const std::string& key);

/// What to ask the server for: each key alone, or "*" if there are patterns or no keys.
std::vector<std::string> requests_for(const Selection& selection);

/// The selected samples; those of a key in ascending time, stable. Keys without any are left out.
Samples select(Samples samples, const Selection& selection);

}  // namespace eardrum::client
