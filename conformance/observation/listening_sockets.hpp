// Lists the listening TCP sockets of this machine. So the kit can detect that a testee is ready
// without a connection. A test connection could change the result, because some servers serve only
// their first few connections.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "eardrum/conformance/observation/ip_address.hpp"

namespace eardrum::conformance {

struct ListeningSocket {
  IpAddress ip;
  std::uint16_t port = 0;
  bool only_v6 = false;  ///< an IPv6 wildcard that does not accept IPv4
  ino_t inode = 0;       ///< the number in /proc/PID/fd: "socket:[inode]"

  /// Whether a connection to that address would reach this socket.
  bool takes(const IpAddress& target, std::uint16_t target_port) const;
};

/// All listening sockets; nothing if neither sock_diag nor /proc/net is available.
std::optional<std::vector<ListeningSocket>> listening_sockets();

/// The same from the text of /proc/net/tcp or tcp6. Lines that cannot be parsed are skipped.
std::vector<ListeningSocket> parse_proc_net_tcp(std::string_view text);

}  // namespace eardrum::conformance
