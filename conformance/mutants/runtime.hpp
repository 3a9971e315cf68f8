// The sockets under a mutant: one thread for each connection, one lock round the server.
#pragma once

#include <string>

#include "eardrum/conformance/mutants/conversation.hpp"

namespace eardrum::conformance::mutants {

/// Listens on HOST:PORT (IPv4, numeric; port 0: the kernel chooses), prints "listening HOST:PORT"
/// and serves until the process is ended. Returns only if it cannot listen, with the reason.
std::string serve(Server server, const std::string& address);

}  // namespace eardrum::conformance::mutants
