#include "eardrum/server/address.hpp"

#include <charconv>

namespace eardrum::server {
namespace {

/// Removes the host from the front of `text`, which then starts with what followed it.
std::string_view take_host(std::string_view& text) {
  const bool bracketed = text.starts_with('[');
  if (bracketed) text.remove_prefix(1);
  const auto end = text.find(bracketed ? ']' : ':');
  if (end == std::string_view::npos) return {};
  const auto host = text.substr(0, end);
  text.remove_prefix(bracketed ? end + 1 : end);
  return host;
}

}  // namespace

std::expected<Address, std::string> parse_address(std::string_view text) {
  const auto host = take_host(text);
  if (host.empty() || !text.starts_with(':')) {
    return std::unexpected("expected HOST:PORT, an IPv6 host in brackets");
  }
  text.remove_prefix(1);
  std::uint16_t port = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || stop != text.data() + text.size()) {
    return std::unexpected("the port must be a number from 0 to 65535");
  }
  return Address{std::string(host), port};
}

std::string to_text(const Address& address) {
  const bool brackets = address.host.contains(':');
  const auto host = brackets ? "[" + address.host + "]" : address.host;
  return host + ":" + std::to_string(address.port);
}

}  // namespace eardrum::server
