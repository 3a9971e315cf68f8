#include "eardrum/conformance/observation/listening_sockets.hpp"

#include <netinet/tcp.h>

#include <charconv>
#include <cstring>

#include "eardrum/conformance/observation/proc_file.hpp"
#include "eardrum/conformance/observation/sock_diag.hpp"

namespace eardrum::conformance {
namespace {

std::optional<std::vector<ListeningSocket>> from_sock_diag() {
  std::vector<ListeningSocket> out;
  const auto add = [&out](const inet_diag_msg& socket, std::span<const std::byte> attributes) {
    ListeningSocket one;
    if (socket.idiag_family == AF_INET) {
      in_addr four{};
      std::memcpy(&four, socket.id.idiag_src, sizeof(four));
      one.ip = IpAddress::v4(four);
    } else {
      in6_addr six{};
      std::memcpy(&six, socket.id.idiag_src, sizeof(six));
      one.ip = IpAddress::v6(six);
      const auto only_v6 = diag_attribute(attributes, INET_DIAG_SKV6ONLY);
      one.only_v6 = only_v6 && !only_v6->empty() && only_v6->front() != std::byte{0};
    }
    one.port = ntohs(socket.id.idiag_sport);
    one.inode = socket.idiag_inode;
    out.push_back(one);
  };
  for (const int family : {AF_INET, AF_INET6}) {
    if (!visit_sockets(family, 1U << TCP_LISTEN, add)) return std::nullopt;
  }
  return out;
}

std::optional<std::vector<ListeningSocket>> from_proc() {
  const auto four = read_proc_file("/proc/net/tcp");
  if (!four) return std::nullopt;
  auto out = parse_proc_net_tcp(*four);
  if (const auto six = read_proc_file("/proc/net/tcp6")) {
    const auto more = parse_proc_net_tcp(*six);
    out.insert(out.end(), more.begin(), more.end());
  }
  return out;
}

template <typename T>
bool read_number(std::string_view text, T& out, int base) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out, base);
  return error == std::errc{} && end == text.data() + text.size();
}

/// "0100007F:1F90": words of 32 bits as this machine reads them, then the port.
std::optional<SocketAddress> parse_proc_address(std::string_view text) {
  const auto colon = text.find(':');
  if (colon != 8 && colon != 32) return std::nullopt;
  std::uint16_t port = 0;
  if (!read_number(text.substr(colon + 1), port, 16)) return std::nullopt;
  in6_addr six{};
  for (std::size_t word = 0; word * 8 < colon; ++word) {
    std::uint32_t value = 0;
    if (!read_number(text.substr(word * 8, 8), value, 16)) return std::nullopt;
    std::memcpy(six.s6_addr + word * 4, &value, sizeof(value));
  }
  if (colon == 32) return SocketAddress(IpAddress::v6(six), port);
  in_addr four{};
  std::memcpy(&four, &six, sizeof(four));
  return SocketAddress(IpAddress::v4(four), port);
}

}  // namespace

bool ListeningSocket::takes(const IpAddress& target, std::uint16_t target_port) const {
  if (port != target_port) return false;
  if (ip == target) return true;
  if (!ip.is_wildcard()) return false;
  return ip.is_v4() ? target.is_v4() : !target.is_v4() || !only_v6;
}

std::optional<std::vector<ListeningSocket>> listening_sockets() {
  if (auto sockets = from_sock_diag()) return sockets;
  return from_proc();
}

std::vector<ListeningSocket> parse_proc_net_tcp(std::string_view text) {
  constexpr std::size_t local_field = 1;
  constexpr std::size_t state_field = 3;
  constexpr std::size_t inode_field = 9;
  std::vector<ListeningSocket> out;
  for (const auto line : lines_of(text)) {
    const auto fields = fields_of(line);
    if (fields.size() <= inode_field || fields[state_field] != "0A") continue;
    const auto local = parse_proc_address(fields[local_field]);
    ListeningSocket one;
    if (!local || !read_number(fields[inode_field], one.inode, 10)) continue;
    one.ip = local->ip();
    one.port = local->port();
    out.push_back(one);
  }
  return out;
}

}  // namespace eardrum::conformance
