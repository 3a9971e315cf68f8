// The target to which samples are sent: a scheme, a host and a port, as text and as values.
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

/// Reads  [SCHEME://]HOST[:PORT] . An IPv6 address must be in brackets. The scheme is put (the
/// default), carbon or opentsdb, with the default ports 8888, 2003 and 4242. The error says why the
/// text is not a target.
std::expected<Target, std::string> parse_target(std::string_view text);

/// The complete form, for messages and file names: "carbon://[::1]:2003".
std::string to_text(const Target& target);

}  // namespace eardrum::client
