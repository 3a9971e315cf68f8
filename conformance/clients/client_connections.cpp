#include "eardrum/conformance/clients/client_connections.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <ranges>
#include <system_error>
#include <utility>

namespace eardrum::conformance {
namespace {

using std::chrono::milliseconds;

// A client that connects for ever must not use up our descriptors.
constexpr std::size_t connections_max = 1'000;

// A client that sends for ever must not use up our memory; a request has at most a few kilobytes.
constexpr std::size_t received_bytes_max = std::size_t{16} << 20;

std::string failed(const char* what) {
  return std::string(what) + ": " + std::generic_category().message(errno);
}

}  // namespace

std::expected<ClientConnections, std::string> ClientConnections::listen() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return std::unexpected(failed("no socket for the client to connect to"));
  ClientConnections made(fd, {"127.0.0.1", 0});
  sockaddr_in name{};
  name.sin_family = AF_INET;
  name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof name;
  auto* const plain = reinterpret_cast<sockaddr*>(&name);  // NOLINT: what the socket calls take
  if (::bind(fd, plain, size) != 0 || ::listen(fd, SOMAXCONN) != 0 ||
      ::getsockname(fd, plain, &size) != 0) {
    return std::unexpected(failed("no port for the client to connect to"));
  }
  made.address_.port = ntohs(name.sin_port);
  return made;
}

ClientConnections::ClientConnections(ClientConnections&& other) noexcept
    : listener_(std::exchange(other.listener_, -1)),
      address_(std::move(other.address_)),
      connections_(std::move(other.connections_)),
      accepted_(other.accepted_) {}

ClientConnections::~ClientConnections() {
  if (listener_ >= 0) ::close(listener_);
}

std::vector<ClientConnections::Happening> ClientConnections::wait(int other_fd,
                                                                  milliseconds timeout) {
  std::vector<pollfd> entries{{other_fd, POLLIN, 0}, {listener_, POLLIN, 0}};
  for (const auto& connection : connections_) {
    // poll() passes over negative descriptors: an ended connection would wake us for ever.
    entries.push_back({connection.closed ? -1 : connection.wire.fd(), POLLIN, 0});
  }
  std::vector<Happening> happenings;
  if (::poll(entries.data(), entries.size(), static_cast<int>(timeout.count())) <= 0) {
    return happenings;
  }
  auto entry = entries.begin() + 2;
  for (auto& connection : connections_) {
    if ((entry++)->revents != 0) take(connection, happenings);
  }
  if (entries[1].revents != 0) accept_all(happenings);
  return happenings;
}

void ClientConnections::take(ClientConnection& from, std::vector<Happening>& happenings) {
  const auto before = from.received.size();
  const auto arrival = from.wire.receive(from.received, milliseconds(0));
  if (arrival == Wire::Arrival::nothing) return;
  if (arrival == Wire::Arrival::bytes) {
    from.closed = from.received.size() > received_bytes_max;
    happenings.push_back({Happening::Kind::bytes, from.number, from.received.substr(before)});
    return;
  }
  from.closed = true;
  const bool reset = arrival == Wire::Arrival::reset;
  happenings.push_back({reset ? Happening::Kind::reset : Happening::Kind::closed, from.number});
}

void ClientConnections::accept_all(std::vector<Happening>& happenings) {
  while (accepted_ < connections_max) {
    const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) return;
    connections_.push_back({Wire::accepted(fd), ++accepted_});
    happenings.push_back({Happening::Kind::connected, accepted_});
    take(connections_.back(), happenings);
  }
  if (listener_ >= 0) ::close(std::exchange(listener_, -1));
}

ClientConnection* ClientConnections::unjudged() {
  for (auto& connection : connections_ | std::views::reverse) {
    if (!connection.received.empty()) return &connection;
  }
  return nullptr;
}

ClientConnection* ClientConnections::current() {
  if (auto* const speaking = unjudged()) return speaking;
  for (auto& connection : connections_ | std::views::reverse) {
    if (!connection.closed) return &connection;
  }
  return connections_.empty() ? nullptr : &connections_.back();
}

void ClientConnections::drop(const ClientConnection* connection) {
  connections_.remove_if([=](const ClientConnection& one) { return &one == connection; });
}

void ClientConnections::forget_ended() {
  connections_.remove_if(
      [](const ClientConnection& one) { return one.closed && one.received.empty(); });
}

}  // namespace eardrum::conformance
