// What there is to compare, one function for each layer.
#pragma once

#include <string>
#include <vector>

#include "eardrum/conformance/bench/pairs.hpp"
#include "eardrum/conformance/process/launcher.hpp"

namespace eardrum::conformance::bench {

/// Where the programs under measurement are.
struct Programs {
  std::string kit;     ///< eardrum
  std::string server;  ///< eardrum-server
};

/// The codec beside memchr, from_chars and to_chars.
std::vector<Comparison> codec_comparisons();

/// Server and client over loopback, beside a bare responder and bare sockets. Both servers are
/// foreign processes at the addresses given, and outlive the comparisons.
std::vector<Comparison> wire_comparisons(const Address& server, const Address& responder);

/// A full `eardrum check` of the reference server beside a bare ping-pong of as many exchanges.
/// Prints what one run consists of and the kit's peak memory. Throws std::runtime_error if a run
/// fails.
std::vector<Comparison> kit_comparisons(const Programs& programs, const Address& responder);

/// Prints how many bytes of the server's memory a stored sample takes, beside the 16 bytes of its
/// two numbers. Throws std::runtime_error if the server cannot be filled or looked at.
void print_memory_of_samples(const Testee& server);

/// Sends `request` and waits for an answer's LF LF, `count` times over one connection, one at a
/// time, with nothing between the program and its socket. Throws std::runtime_error.
void bare_ping_pong(const Address& address, std::size_t count);

/// A server that answers `ok LF LF` for each LF that it reads and looks at nothing else, with
/// blocking calls: what any server costs at least. Says "listening HOST:PORT"; never returns.
[[noreturn]] void respond();

}  // namespace eardrum::conformance::bench
