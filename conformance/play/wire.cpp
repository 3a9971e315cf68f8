#include "eardrum/conformance/play/wire.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>
#include <utility>

#include "eardrum/conformance/observation/quiet.hpp"

namespace eardrum::conformance {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

std::string reason(int error) {
  return std::generic_category().message(error);
}

void set_option(int fd, int level, int option) {
  const int on = 1;
  ::setsockopt(fd, level, option, &on, sizeof on);
}

void reset_at_close(int fd) {
  const linger reset{1, 0};
  ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
}

/// Before it is connected. Small segments keep the peer's send buffer small.
void make_buffers_tiny(int fd) {
  const int receive_bytes = 4096;
  const int segment_bytes = 536;
  ::setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof receive_bytes);
  ::setsockopt(fd, IPPROTO_TCP, TCP_MAXSEG, &segment_bytes, sizeof segment_bytes);
}

/// Milliseconds until `deadline`, rounded up, at least 0.
int left(Clock::time_point deadline) {
  const auto rest = std::chrono::ceil<milliseconds>(deadline - Clock::now());
  return static_cast<int>(std::max<milliseconds::rep>(rest.count(), 0));
}

/// poll() on one descriptor; 0 when the deadline passed. Asks `given_up` several times a second.
short wait_for(int fd, short events, Clock::time_point deadline, GiveUp given_up = nullptr) {
  constexpr int between_questions_ms = 100;
  for (;;) {
    pollfd entry{fd, events, 0};
    const int rest = left(deadline);
    const int ready = ::poll(&entry, 1, std::min(rest, between_questions_ms));
    if (ready > 0) return entry.revents;
    if (ready < 0 && errno != EINTR) return 0;
    if (ready == 0 && rest <= between_questions_ms) return 0;
    throw_if(given_up);
  }
}

/// Connects one socket; 0 or the error.
int connect_socket(int fd, const addrinfo& candidate, Clock::time_point deadline) {
  if (::connect(fd, candidate.ai_addr, candidate.ai_addrlen) == 0) return 0;
  if (errno != EINPROGRESS) return errno;
  if (wait_for(fd, POLLOUT, deadline) == 0) return ETIMEDOUT;
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
  return error;
}

}  // namespace

std::expected<Wire, std::string> Wire::connect(const Address& address, milliseconds timeout,
                                               Buffers buffers) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const auto port = std::to_string(address.port);
  if (const int error = ::getaddrinfo(address.host.c_str(), port.c_str(), &hints, &found)) {
    return std::unexpected("cannot resolve " + address.host + ": " + ::gai_strerror(error));
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> candidates(found, &::freeaddrinfo);
  const auto deadline = Clock::now() + timeout;
  int error = 0;
  for (const addrinfo* candidate = found; candidate != nullptr; candidate = candidate->ai_next) {
    const int type = candidate->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC;
    Wire wire(::socket(candidate->ai_family, type, candidate->ai_protocol));
    if (wire.fd_ >= 0 && buffers == Buffers::tiny) make_buffers_tiny(wire.fd_);
    error = wire.fd_ < 0 ? errno : connect_socket(wire.fd_, *candidate, deadline);
    if (error != 0) continue;
    set_option(wire.fd_, IPPROTO_TCP, TCP_NODELAY);
    wire.connected_ = true;
    return wire;
  }
  return std::unexpected("cannot connect to " + address.text() + ": " + reason(error));
}

Wire Wire::accepted(int fd) {
  set_option(fd, IPPROTO_TCP, TCP_NODELAY);
  return Wire(fd);
}

Wire::Wire(Wire&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), connected_(other.connected_) {}

Wire& Wire::operator=(Wire&& other) noexcept {
  if (this != &other) {
    close();
    fd_ = std::exchange(other.fd_, -1);
    connected_ = other.connected_;
  }
  return *this;
}

Wire::~Wire() {
  close();
}

bool Wire::send(std::string_view bytes, std::string& received, milliseconds timeout,
                GiveUp given_up) {
  while (!bytes.empty() && received.size() <= answer_bytes_max) {
    const auto events = wait_for(fd_, POLLOUT | POLLIN, Clock::now() + timeout, given_up);
    if (events == 0) return false;
    if ((events & POLLIN) != 0 && (events & POLLOUT) == 0) {
      const auto arrival = receive(received, milliseconds(0));
      if (arrival == Arrival::closed || arrival == Arrival::reset) return false;
      continue;
    }
    const auto count = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return bytes.empty();
}

Wire::Arrival Wire::receive(std::string& received, milliseconds timeout) {
  if (wait_for(fd_, POLLIN, Clock::now() + timeout) == 0) return Arrival::nothing;
  std::array<char, 65536> chunk;
  const auto count = ::recv(fd_, chunk.data(), chunk.size(), 0);
  const int error = count < 0 ? errno : 0;  // setting the option may overwrite it
  // Testees that answer in two writes would otherwise wait for our delayed acknowledgement.
  set_option(fd_, IPPROTO_TCP, TCP_QUICKACK);
  if (count > 0) {
    received.append(chunk.data(), static_cast<std::size_t>(count));
    return Arrival::bytes;
  }
  if (count == 0) return Arrival::closed;
  return error == EINTR || error == EAGAIN ? Arrival::nothing : Arrival::reset;
}

void Wire::half_close() {
  ::shutdown(fd_, SHUT_WR);
}

void Wire::close() {
  if (fd_ < 0) return;
  if (connected_ && peer_has_let_go(fd_)) reset_at_close(fd_);
  ::close(std::exchange(fd_, -1));
}

void Wire::abort() {
  reset_at_close(fd_);
  ::close(std::exchange(fd_, -1));
}

}  // namespace eardrum::conformance
