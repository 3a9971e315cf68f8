// Which TCP sockets of this machine listen, so that readiness is seen without opening a connection
// that the testee would notice: some servers serve only the first few of their life.
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
  bool only_v6 = false;  ///< a wildcard of family IPv6 that leaves IPv4 alone
  ino_t inode = 0;       ///< the number in /proc/PID/fd: "socket:[inode]"

  /// Whether a connection to that address would reach this socket.
  bool takes(const IpAddress& target, std::uint16_t target_port) const;
};

/// Every one; nothing if this machine tells neither through sock_diag nor /proc/net.
std::optional<std::vector<ListeningSocket>> listening_sockets();

/// The same from the text of /proc/net/tcp or tcp6; lines that it does not understand are skipped.
std::vector<ListeningSocket> parse_proc_net_tcp(std::string_view text);

}  // namespace eardrum::conformance
