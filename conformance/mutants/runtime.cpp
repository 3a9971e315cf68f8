#include "eardrum/conformance/mutants/runtime.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <iostream>
#include <mutex>
#include <optional>
#include <thread>

namespace eardrum::conformance::mutants {
namespace {

constexpr std::size_t chunk_bytes_max = 64UL * 1024;
constexpr std::size_t slow_answers_max = 40;  // so that sessions of a thousand puts still end

/// Everything that connections share; made once, never destroyed.
struct Shared {
  Server server;
  server::Store store;
  std::mutex mutex;
  std::atomic<std::size_t> open = 0;  ///< connections
  std::string last_answer;            ///< of any connection, for servers that share it
};

/// Sends all, in the pieces that the server's habits want, or, with a pause, one piece and after it
/// the rest; false if the peer is gone.
bool send_all(int fd, std::string_view bytes, std::size_t piece_bytes,
              std::chrono::milliseconds pause) {
  if (piece_bytes == 0) piece_bytes = bytes.size();
  while (!bytes.empty()) {
    const auto piece = bytes.substr(0, piece_bytes);
    const auto sent = ::send(fd, piece.data(), piece.size(), MSG_NOSIGNAL);
    if (sent < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
    if (bytes.empty() || pause.count() == 0) continue;
    std::this_thread::sleep_for(pause);
    piece_bytes = bytes.size();
  }
  return true;
}

/// Whether the peer's FIN is already here.
bool half_closed(int fd) {
  pollfd entry{fd, POLLRDHUP, 0};
  return ::poll(&entry, 1, 0) > 0 && (entry.revents & POLLRDHUP) != 0;
}

/// Whether `fd` says something within `rest`; with no rest there is nothing to wait for.
bool speaks(int fd, std::chrono::milliseconds rest) {
  pollfd entry{fd, POLLIN, 0};
  return rest.count() == 0 || ::poll(&entry, 1, static_cast<int>(rest.count())) != 0;
}

/// One connection from accept to close.
class Connection {
 public:
  Connection(Shared& shared, int fd, std::size_t number)
      : shared_(shared), fd_(fd), peer_(shared.store, number) {}

  void serve() {
    std::array<char, chunk_bytes_max> chunk{};
    std::this_thread::sleep_for(shared_.server.habits.accept_delay * peer_.number);
    for (;;) {
      if (!speaks(fd_, shared_.server.habits.rest)) {
        if (!note_rest()) break;
        continue;
      }
      const auto got = ::recv(fd_, chunk.data(), chunk.size(), 0);
      if (got < 0) {
        const std::scoped_lock lock(shared_.mutex);
        if (shared_.server.broken) shared_.server.broken(peer_);
        break;
      }
      if (got == 0) {
        finish();
        break;
      }
      if (!answer({chunk.data(), static_cast<std::size_t>(got)})) break;
    }
    ::close(fd_);
    --shared_.open;
  }

 private:
  bool answer(std::string_view chunk) {
    const auto& habits = shared_.server.habits;
    Reply reply;
    if (habits.calls_overlap) {
      reply = shared_.server.receive(peer_, chunk);
    } else {
      const std::scoped_lock lock(shared_.mutex);
      reply = shared_.server.receive(peer_, chunk);
      shared_.last_answer = reply.bytes;
    }
    if (habits.drops_on_half_close && half_closed(fd_)) return false;
    if (reply.bytes.empty()) return !reply.close;
    const bool slow = answers_++ < slow_answers_max;
    if (slow && habits.answer_delay.count() > 0) std::this_thread::sleep_for(habits.answer_delay);
    if (habits.shares_answers) {
      const std::scoped_lock lock(shared_.mutex);
      reply.bytes = shared_.last_answer;
    }
    const auto pause = slow ? habits.pause : std::chrono::milliseconds(0);
    if (habits.sends_once) {
      const auto flags = MSG_NOSIGNAL | MSG_DONTWAIT;
      return ::send(fd_, reply.bytes.data(), reply.bytes.size(), flags) >= 0 && !reply.close;
    }
    std::unique_lock alone(shared_.mutex, std::defer_lock);
    if (habits.sends_alone) alone.lock();
    return send_all(fd_, reply.bytes, habits.piece_bytes, pause) && !reply.close;
  }

  bool note_rest() {
    const std::scoped_lock lock(shared_.mutex);
    const auto reply = shared_.server.rested(peer_);
    return send_all(fd_, reply.bytes, 0, {}) && !reply.close;
  }

  void finish() {
    Reply reply;
    {
      const std::scoped_lock lock(shared_.mutex);
      if (shared_.server.ended) reply = shared_.server.ended(peer_);
    }
    send_all(fd_, reply.bytes, 0, {});
  }

  Shared& shared_;
  int fd_;
  Peer peer_;
  std::size_t answers_ = 0;
};

std::optional<sockaddr_in> parse(const std::string& address) {
  const auto colon = address.rfind(':');
  if (colon == std::string::npos) return std::nullopt;
  std::uint16_t port = 0;
  const char* const end = address.data() + address.size();
  const auto [stop, error] = std::from_chars(address.data() + colon + 1, end, port);
  sockaddr_in result{};
  result.sin_family = AF_INET;
  result.sin_port = htons(port);
  const auto host = address.substr(0, colon);
  const bool known = ::inet_pton(AF_INET, host.c_str(), &result.sin_addr) == 1;
  if (!known || error != std::errc{} || stop != end) return std::nullopt;
  return result;
}

std::string text(const sockaddr_in& address) {
  std::array<char, INET_ADDRSTRLEN> host{};
  ::inet_ntop(AF_INET, &address.sin_addr, host.data(), host.size());
  return std::string(host.data()) + ":" + std::to_string(ntohs(address.sin_port));
}

sockaddr* generic(sockaddr_in& address) {
  return reinterpret_cast<sockaddr*>(&address);
}

}  // namespace

std::string serve(Server server, const std::string& address) {
  auto bound = parse(address);
  if (!bound) return "'" + address + "' is no HOST:PORT";
  auto& shared = *new Shared{
      .server = std::move(server), .store = {}, .mutex = {}, .open = 0, .last_answer = {}};
  const auto& habits = shared.server.habits;
  std::this_thread::sleep_for(habits.start_delay);
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  if (habits.reuse_address) ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  socklen_t size = sizeof *bound;
  if (::bind(listener, generic(*bound), size) != 0 || ::listen(listener, SOMAXCONN) != 0 ||
      ::getsockname(listener, generic(*bound), &size) != 0) {
    return "cannot listen on " + address + ": " + std::strerror(errno);
  }
  std::cout << "listening " << text(*bound) << "\n" << std::flush;
  for (std::size_t number = 1;; ++number) {
    const int fd = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) return std::string("accept: ") + std::strerror(errno);
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (++shared.open > habits.connections_max && habits.connections_max > 0) {
      ::close(fd);
      --shared.open;
      continue;
    }
    if (habits.one_at_a_time) {
      Connection(shared, fd, number).serve();
    } else {
      std::thread([&shared, fd, number] { Connection(shared, fd, number).serve(); }).detach();
    }
  }
}

}  // namespace eardrum::conformance::mutants
