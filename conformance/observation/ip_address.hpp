// An IP address as a value, of either family in one form, so that sockets can be compared whatever
// family the kernel lists them under.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eardrum::conformance {

/// IPv4 is kept as ::ffff:a.b.c.d.
struct IpAddress {
  std::array<unsigned char, 16> bytes{};

  static IpAddress v4(in_addr address);
  static IpAddress v6(in6_addr address);

  /// Reads "127.0.0.1", "::1" or "[::1]".
  static std::optional<IpAddress> parse(std::string_view text);

  bool is_v4() const;
  bool is_loopback() const;
  bool is_wildcard() const;  ///< 0.0.0.0 or ::

  /// The loopback address of the same family.
  IpAddress loopback() const;

  /// "127.0.0.1" or "::1", without brackets.
  std::string text() const;

  friend bool operator==(const IpAddress&, const IpAddress&) = default;
};

/// An address and port as the socket calls want them.
struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t size = 0;

  SocketAddress() = default;
  SocketAddress(const IpAddress& ip, std::uint16_t port);

  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
  sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }

  IpAddress ip() const;
  std::uint16_t port() const;
};

/// The addresses that a host name or numeric address stands for, the preferred one first; empty if
/// it is unknown. May ask the resolver.
std::vector<IpAddress> resolve(const std::string& host);

}  // namespace eardrum::conformance
