// The comparisons of the benchmark, one function for each layer.
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

/// Compares the codec with memchr, from_chars and to_chars.
std::vector<Comparison> codec_comparisons();

/// Compares server and client over loopback with a minimal responder and plain sockets. Both
/// servers are separate processes at the given addresses, and must outlive the comparisons.
std::vector<Comparison> wire_comparisons(const Address& server, const Address& responder);

/// Compares a full `eardrum check` of the reference server with a minimal client that makes the
/// same number of exchanges. Prints the contents of one run and the peak memory of the kit. Throws
/// std::runtime_error if a run fails.
std::vector<Comparison> kit_comparisons(const Programs& programs, const Address& responder);

/// Prints how many bytes of memory the server needs for a stored sample, besides the 16 bytes of
/// its two numbers. Throws std::runtime_error if the server cannot be filled or measured.
void print_memory_of_samples(const Testee& server);

/// Sends one request and waits for the LF LF of its answer, `count` times over one connection, with
/// plain socket calls. Throws std::runtime_error.
void bare_ping_pong(const Address& address, std::size_t count);

/// A server that answers `ok LF LF` to each LF that it reads and parses nothing, with blocking
/// calls. It shows the least time that any server needs. Prints "listening HOST:PORT". Never
/// returns.
[[noreturn]] void respond();

}  // namespace eardrum::conformance::bench
