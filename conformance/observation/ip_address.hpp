// An IP address as a value. IPv4 and IPv6 addresses have the same form, so that sockets of both
// families can be compared.
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

/// An address and a port in the form that socket calls need.
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

/// The addresses of a host name or a numeric address, the preferred one first; empty if it is
/// unknown. May call the resolver.
std::vector<IpAddress> resolve(const std::string& host);

}  // namespace eardrum::conformance
