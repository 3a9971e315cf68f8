// Where samples are sent: a scheme, a host and a port, as text and as values.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace eardrum::client {

enum class Scheme {
  put,       ///< the put/get metrics protocol: each sample is acknowledged
  carbon,    ///< carbon's plaintext protocol: nothing is acknowledged
  opentsdb,  ///< OpenTSDB's telnet protocol: only faults are answered
};

struct Target {
  Scheme scheme = Scheme::put;
  std::string host;
  std::uint16_t port = 0;

  friend bool operator==(const Target&, const Target&) = default;
};

/// Reads  [SCHEME://]HOST[:PORT] ; an IPv6 address stands in brackets. The scheme is put, carbon or
/// opentsdb, by default put; the port is 8888, 2003 or 4242 by default. Else why it is no target.
std::expected<Target, std::string> parse_target(std::string_view text);

/// The whole form, for messages and file names: "carbon://[::1]:2003".
std::string to_text(const Target& target);

}  // namespace eardrum::client
