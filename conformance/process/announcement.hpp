// Reads where a testee says that it listens, from its first lines of output. Strangers' bytes in, a
// checked address out.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "eardrum/conformance/observation/ip_address.hpp"

namespace eardrum::conformance {

struct Announcement {
  IpAddress ip;  ///< loopback, also where a wildcard was announced
  std::uint16_t port = 0;
};

/// Looks at the complete lines of `out` in order. A line that begins with "listening " announces
/// with its last word, HOST:PORT or a port; so do a line of digits only (a port) and a line that
/// ends with a loopback, wildcard or "localhost" address and a port. An announcement of another
/// host, or of a port that is none, is a sentence; nothing means: none so far.
std::optional<std::expected<Announcement, std::string>> find_announcement(
    std::string_view out, const IpAddress& default_ip);

}  // namespace eardrum::conformance
