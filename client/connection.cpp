#include "eardrum/client/connection.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <future>
#include <memory>
#include <system_error>
#include <thread>
#include <utility>

namespace eardrum::client {
namespace {

using Clock = std::chrono::steady_clock;
using Kind = NetworkFailure::Kind;
using Addresses = std::unique_ptr<addrinfo, decltype([](addrinfo* list) { freeaddrinfo(list); })>;

std::unexpected<NetworkFailure> timed_out(const char* doing) {
  return std::unexpected(NetworkFailure{Kind::timeout, std::string("timed out ") + doing});
}

std::unexpected<NetworkFailure> failed(int error) {
  const bool by_peer = error == ECONNRESET || error == EPIPE;
  return std::unexpected(NetworkFailure{by_peer ? Kind::closed : Kind::failed,
                                        std::generic_category().message(error)});
}

bool passed(const Deadline& deadline) {
  return deadline && Clock::now() >= *deadline;
}

/// What poll() calls the time that is left: milliseconds rounded up, -1 for ever.
int poll_timeout(const Deadline& deadline) {
  if (!deadline) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline - Clock::now()).count();
  constexpr std::int64_t longest = 1'000'000'000;
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, longest));
}

/// Waits until the socket is ready for `events`, has failed, or the deadline has passed; whoever
/// called tries again and sees which.
void wait(int socket, short events, const Deadline& deadline) {
  pollfd waiting{.fd = socket, .events = events, .revents = 0};
  poll(&waiting, 1, poll_timeout(deadline));
}

std::expected<Addresses, NetworkFailure> look_up(const std::string& host, std::uint16_t port,
                                                 int flags) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV | flags;
  addrinfo* list = nullptr;
  const int error = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &list);
  if (error == 0) return Addresses(list);
  return std::unexpected(NetworkFailure{Kind::failed, gai_strerror(error)});
}

/// Numeric hosts and calls without deadline are looked up here; else a thread of its own asks the
/// resolver, which knows no deadlines. If it is late it ends by itself and touches nothing of ours.
std::expected<Addresses, NetworkFailure> resolve(std::string_view name, std::uint16_t port,
                                                 const Deadline& deadline) {
  const std::string host(name);
  if (host.contains('\0')) return std::unexpected(NetworkFailure{Kind::failed, "no host name"});
  auto numeric = look_up(host, port, AI_NUMERICHOST);
  if (numeric) return numeric;
  if (!deadline) return look_up(host, port, 0);
  std::packaged_task task([host, port] { return look_up(host, port, 0); });
  auto answer = task.get_future();
  try {
    std::thread(std::move(task)).detach();
  } catch (const std::system_error& error) {
    return std::unexpected(NetworkFailure{Kind::failed, error.what()});
  }
  if (answer.wait_until(*deadline) != std::future_status::ready) {
    return timed_out("resolving the host");
  }
  return answer.get();
}

/// A socket can meet itself when the kernel picks the port asked for as its own: nobody listens.
bool connected_to_itself(int socket) {
  sockaddr_storage here{};
  sockaddr_storage there{};
  socklen_t here_bytes = sizeof here;
  socklen_t there_bytes = sizeof there;
  return getsockname(socket, reinterpret_cast<sockaddr*>(&here), &here_bytes) == 0 &&
         getpeername(socket, reinterpret_cast<sockaddr*>(&there), &there_bytes) == 0 &&
         here_bytes == there_bytes && std::memcmp(&here, &there, here_bytes) == 0;
}

/// Zero once the socket is connected, ETIMEDOUT at the deadline, or the error.
int finish_connecting(int socket, const Deadline& deadline) {
  for (;;) {
    pollfd waiting{.fd = socket, .events = POLLOUT, .revents = 0};
    if (poll(&waiting, 1, poll_timeout(deadline)) > 0) break;
    if (passed(deadline)) return ETIMEDOUT;
  }
  int error = 0;
  socklen_t error_bytes = sizeof error;
  if (getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &error_bytes) != 0) return errno;
  if (error == 0 && connected_to_itself(socket)) return ECONNREFUSED;
  return error;
}

/// Zero and a socket, or the error and -1.
std::pair<int, int> connect_to(const addrinfo& address, const Deadline& deadline) {
  const int made = ::socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (made < 0) return {errno, -1};
  int error = connect(made, address.ai_addr, address.ai_addrlen) == 0 ? 0 : errno;
  if (error == 0 || error == EINPROGRESS || error == EINTR) {
    error = finish_connecting(made, deadline);
  }
  if (error != 0) {
    ::close(made);
    return {error, -1};
  }
  const int on = 1;  // requests are small and wait for their answer: no use in gathering them
  setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return {0, made};
}

/// The deadline for one of `count` addresses that share the time left.
Deadline share(const Deadline& deadline, int count) {
  if (!deadline) return std::nullopt;
  const auto now = Clock::now();
  return now + (*deadline - now) / count;
}

}  // namespace

std::expected<Connection, NetworkFailure> Connection::open(std::string_view host,
                                                           std::uint16_t port, Deadline deadline) {
  const auto addresses = resolve(host, port, deadline);
  if (!addresses) return std::unexpected(addresses.error());
  int count = 0;
  for (const auto* each = addresses->get(); each != nullptr; each = each->ai_next) ++count;
  int last_error = 0;
  for (const auto* each = addresses->get(); each != nullptr; each = each->ai_next) {
    const auto [error, socket] = connect_to(*each, share(deadline, count--));
    if (error == 0) return Connection(socket);
    last_error = error;
  }
  if (passed(deadline)) return timed_out("connecting");
  return std::unexpected(NetworkFailure{Kind::failed, std::generic_category().message(last_error)});
}

Connection::Connection(Connection&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}

Connection& Connection::operator=(Connection&& other) noexcept {
  if (this != &other) {
    close();
    socket_ = std::exchange(other.socket_, -1);
  }
  return *this;
}

std::expected<void, NetworkFailure> Connection::send_all(std::string_view bytes,
                                                         Deadline deadline) {
  while (!bytes.empty()) {
    if (passed(deadline)) return timed_out("sending");
    const auto sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno == EAGAIN) {
      wait(socket_, POLLOUT, deadline);
    } else if (errno != EINTR) {
      return failed(errno);
    }
  }
  return {};
}

std::expected<std::size_t, NetworkFailure> Connection::receive(std::span<char> buffer,
                                                               Deadline deadline) {
  for (;;) {
    // Also checked before bytes that are there already: a peer that never stops must not win.
    if (passed(deadline)) return timed_out("waiting for the answer");
    const auto size = receive_waiting(buffer);
    if (!size || *size > 0) return size;
    wait(socket_, POLLIN, deadline);
  }
}

std::expected<std::size_t, NetworkFailure> Connection::receive_waiting(std::span<char> buffer) {
  for (;;) {
    const auto size = recv(socket_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (size > 0) return static_cast<std::size_t>(size);
    if (size == 0) {
      return std::unexpected(NetworkFailure{Kind::closed, "the server closed the connection"});
    }
    if (errno == EAGAIN) return 0U;
    if (errno != EINTR) return failed(errno);
  }
}

void Connection::close() noexcept {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

}  // namespace eardrum::client
