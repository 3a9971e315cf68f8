#include "eardrum/conformance/observation/ip_address.hpp"

#include <arpa/inet.h>
#include <netdb.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace eardrum::conformance {
namespace {

constexpr std::array<unsigned char, 12> mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

}  // namespace

IpAddress IpAddress::v4(in_addr address) {
  IpAddress out;
  std::ranges::copy(mapped_prefix, out.bytes.begin());
  std::memcpy(out.bytes.data() + mapped_prefix.size(), &address, sizeof(address));
  return out;
}

IpAddress IpAddress::v6(in6_addr address) {
  IpAddress out;
  std::memcpy(out.bytes.data(), &address, sizeof(address));
  return out;
}

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  if (text.size() >= 2 && text.front() == '[' && text.back() == ']') {
    text = text.substr(1, text.size() - 2);
  }
  const std::string terminated(text);
  in_addr four{};
  if (inet_pton(AF_INET, terminated.c_str(), &four) == 1) return v4(four);
  in6_addr six{};
  if (inet_pton(AF_INET6, terminated.c_str(), &six) == 1) return v6(six);
  return std::nullopt;
}

bool IpAddress::is_v4() const {
  return std::equal(mapped_prefix.begin(), mapped_prefix.end(), bytes.begin());
}

bool IpAddress::is_loopback() const {
  return is_v4() ? bytes[12] == 127 : *this == loopback();
}

bool IpAddress::is_wildcard() const {
  return is_v4() ? *this == v4({INADDR_ANY}) : *this == v6(IN6ADDR_ANY_INIT);
}

IpAddress IpAddress::loopback() const {
  return is_v4() ? v4({htonl(INADDR_LOOPBACK)}) : v6(IN6ADDR_LOOPBACK_INIT);
}

std::string IpAddress::text() const {
  std::array<char, INET6_ADDRSTRLEN> buffer{};
  const int family = is_v4() ? AF_INET : AF_INET6;
  const auto* from = is_v4() ? bytes.data() + mapped_prefix.size() : bytes.data();
  return inet_ntop(family, from, buffer.data(), buffer.size());
}

SocketAddress::SocketAddress(const IpAddress& ip, std::uint16_t port) {
  if (ip.is_v4()) {
    sockaddr_in four{};
    four.sin_family = AF_INET;
    four.sin_port = htons(port);
    std::memcpy(&four.sin_addr, ip.bytes.data() + mapped_prefix.size(), sizeof(four.sin_addr));
    std::memcpy(&storage, &four, sizeof(four));
    size = sizeof(four);
  } else {
    sockaddr_in6 six{};
    six.sin6_family = AF_INET6;
    six.sin6_port = htons(port);
    std::memcpy(&six.sin6_addr, ip.bytes.data(), ip.bytes.size());
    std::memcpy(&storage, &six, sizeof(six));
    size = sizeof(six);
  }
}

IpAddress SocketAddress::ip() const {
  if (storage.ss_family == AF_INET) {
    sockaddr_in four{};
    std::memcpy(&four, &storage, sizeof(four));
    return IpAddress::v4(four.sin_addr);
  }
  sockaddr_in6 six{};
  std::memcpy(&six, &storage, sizeof(six));
  return IpAddress::v6(six.sin6_addr);
}

std::uint16_t SocketAddress::port() const {
  // The port stands at the same place in both families.
  sockaddr_in four{};
  std::memcpy(&four, &storage, sizeof(four));
  return ntohs(four.sin_port);
}

std::vector<IpAddress> resolve(const std::string& host) {
  if (const auto numeric = IpAddress::parse(host)) return {*numeric};
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(host.c_str(), nullptr, &hints, &found) != 0) return {};
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, &freeaddrinfo);
  std::vector<IpAddress> out;
  for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
    if (one->ai_family != AF_INET && one->ai_family != AF_INET6) continue;
    SocketAddress address;
    std::memcpy(&address.storage, one->ai_addr, one->ai_addrlen);
    out.push_back(address.ip());
  }
  return out;
}

}  // namespace eardrum::conformance
