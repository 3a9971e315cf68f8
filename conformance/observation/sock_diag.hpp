// Queries the TCP sockets of this machine through netlink sock_diag, which needs no privileges. The
// callers interpret the answers.
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

/// Calls the visitor for every socket of the family (AF_INET or AF_INET6) whose state is in the bit
/// set `states`. False if the kernel does not support such queries.
bool visit_sockets(int family, unsigned states, const DiagVisitor& visit);

enum class DiagLookup { found, absent, unavailable };

/// Queries the TCP socket of this machine with this local and remote address, with its tcp_info.
/// The kernel may return a listening socket on the local address instead.
DiagLookup find_socket(const SocketAddress& local, const SocketAddress& remote,
                       const DiagVisitor& visit);

/// The attribute with that number; nothing if it does not exist.
std::optional<std::span<const std::byte>> diag_attribute(std::span<const std::byte> attributes,
                                                         unsigned short number);

}  // namespace eardrum::conformance
