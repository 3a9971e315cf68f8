// Runs a mutant on sockets, with a thread for each connection and one lock for the server.
#pragma once

#include <string>

#include "eardrum/conformance/mutants/conversation.hpp"

namespace eardrum::conformance::mutants {

/// Listens on HOST:PORT (IPv4, numeric; port 0: the kernel chooses), prints "listening HOST:PORT"
/// and serves until the process ends. Returns only if it cannot listen; the result is the reason.
std::string serve(Server server, const std::string& address);

}  // namespace eardrum::conformance::mutants
