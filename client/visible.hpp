// Shows bytes from other programs as text that is safe on a terminal and in a log.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>

namespace eardrum::client {

/// Printable ASCII stays as it is; a backslash is doubled; every other byte becomes \xNN. Of more
/// than `bytes_max` bytes only the first are shown, followed by "...".
std::string visible(std::string_view bytes,
                    std::size_t bytes_max = std::numeric_limits<std::size_t>::max());

}  // namespace eardrum::client
