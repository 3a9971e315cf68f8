#include "eardrum/conformance/observation/free_port.hpp"

#include <algorithm>
#include <deque>
#include <mutex>
#include <vector>

#include "eardrum/conformance/observation/descriptor.hpp"
#include "eardrum/conformance/observation/ip_address.hpp"

namespace eardrum::conformance {
namespace {

/// A bound socket that never listens and never connects, so that its port is free again at once.
/// SO_REUSEADDR stays off: with it the kernel may choose a port that still has a connection in
/// TIME_WAIT, which a server without SO_REUSEADDR could not bind.
Descriptor bind_any(SocketAddress& address) {
  Descriptor fd(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!fd.open()) return {};
  if (address.storage.ss_family == AF_INET6) {
    const int off = 0;  // cover IPv4 too
    ::setsockopt(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
  }
  if (::bind(fd.get(), address.get(), address.size) != 0 ||
      ::getsockname(fd.get(), address.get(), &address.size) != 0) {
    return {};
  }
  return fd;
}

/// Remembers what was handed out, because another testee may not have bound its port yet.
class Recent {
 public:
  bool take(std::uint16_t port) {
    const std::lock_guard lock(mutex_);
    if (std::ranges::find(ports_, port) != ports_.end()) return false;
    constexpr std::size_t remembered_max = 256;
    if (ports_.size() == remembered_max) ports_.pop_front();
    ports_.push_back(port);
    return true;
  }

 private:
  std::mutex mutex_;
  std::deque<std::uint16_t> ports_;
};

}  // namespace

std::optional<std::uint16_t> free_port() {
  static Recent recent;
  constexpr int tries_max = 300;    // more than are remembered
  std::vector<Descriptor> refused;  // kept open, so that the kernel chooses another
  for (int i = 0; i < tries_max; ++i) {
    SocketAddress address(IpAddress::v6(IN6ADDR_ANY_INIT), 0);
    auto fd = bind_any(address);
    if (!fd.open()) {
      address = SocketAddress(IpAddress::v4({INADDR_ANY}), 0);
      fd = bind_any(address);
    }
    if (!fd.open()) return std::nullopt;
    if (recent.take(address.port())) return address.port();
    refused.push_back(std::move(fd));
  }
  return std::nullopt;
}

}  // namespace eardrum::conformance
