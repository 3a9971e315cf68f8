// Finds the address on which a testee listens in the first lines of its output. The output is
// untrusted; the address is checked.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "eardrum/conformance/observation/ip_address.hpp"

namespace eardrum::conformance {

struct Announcement {
  IpAddress ip;  ///< a loopback address, also if a wildcard was announced
  std::uint16_t port = 0;
};

/// The first announcement in the complete lines of `out`; nothing if there is none so far. These
/// lines are announcements: a line that begins with "listening " and ends with HOST:PORT or a port;
/// a line of digits only (a port); a line that ends with a loopback, wildcard or "localhost"
/// address and a port. The error is a sentence: the announcement names another host, or an invalid
/// port.
std::optional<std::expected<Announcement, std::string>> find_announcement(
    std::string_view out, const IpAddress& default_ip);

}  // namespace eardrum::conformance
