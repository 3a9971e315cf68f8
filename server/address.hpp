// Reads and writes an address as text, HOST:PORT. listener.hpp resolves it.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace eardrum::server {

/// Where to listen. `host` is a name or a numeric address, without brackets.
struct Address {
  std::string host;
  std::uint16_t port = 0;  ///< 0: the kernel chooses

  friend bool operator==(const Address&, const Address&) = default;
};

/// Reads "127.0.0.1:8888", "localhost:0" or "[::1]:8888". The error is a phrase that says what is
/// wrong.
std::expected<Address, std::string> parse_address(std::string_view text);

/// The text that parse_address() reads back: brackets round a host with a colon.
std::string to_text(const Address& address);

}  // namespace eardrum::server
