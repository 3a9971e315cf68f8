// Asks the kernel about the TCP sockets of this machine through netlink sock_diag, which any user
// may do. Nothing here interprets the answers.
#pragma once

#include <linux/inet_diag.h>

#include <functional>
#include <optional>
#include <span>

#include "eardrum/conformance/observation/ip_address.hpp"

namespace eardrum::conformance {

/// One socket as the kernel describes it; `attributes` are valid during the call only.
using DiagVisitor =
    std::function<void(const inet_diag_msg& socket, std::span<const std::byte> attributes)>;

/// Calls the visitor for every socket of the family (AF_INET or AF_INET6) whose state is in the
/// bit set `states`; false if the kernel does not answer such questions.
bool visit_sockets(int family, unsigned states, const DiagVisitor& visit);

enum class DiagLookup { found, absent, unavailable };

/// Asks for the one TCP socket of this machine that has this local and remote address, with its
/// tcp_info. A listening socket on the local address may be found in its place.
DiagLookup find_socket(const SocketAddress& local, const SocketAddress& remote,
                       const DiagVisitor& visit);

/// The attribute of that number, if it is there.
std::optional<std::span<const std::byte>> diag_attribute(std::span<const std::byte> attributes,
                                                         unsigned short number);

}  // namespace eardrum::conformance
