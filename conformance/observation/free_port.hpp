// Finds a TCP port on which nothing listens, a different one for each start of a testee. The kernel
// chooses it.
#pragma once

#include <cstdint>
#include <optional>

namespace eardrum::conformance {

/// A port that is free on all IPv4 and IPv6 addresses of this machine, and that this process did
/// not return recently. Nothing if the kernel has no free port.
std::optional<std::uint16_t> free_port();

}  // namespace eardrum::conformance
