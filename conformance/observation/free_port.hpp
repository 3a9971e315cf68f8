// Lets the kernel choose a TCP port on which nothing listens, a different one for each start.
#pragma once

#include <cstdint>
#include <optional>

namespace eardrum::conformance {

/// A port that is free on every address of this machine, of either family, and was not returned
/// lately by this process; nothing if the kernel has none to give.
std::optional<std::uint16_t> free_port();

}  // namespace eardrum::conformance
