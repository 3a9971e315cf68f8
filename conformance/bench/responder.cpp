// The peer of the measurements over TCP: both ends of a conversation without any protocol.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <thread>

#include "eardrum/conformance/bench/benches.hpp"

namespace eardrum::conformance::bench {
namespace {

constexpr std::string_view request = "put palm.cpu 10.6 1501864247\n";

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

void no_delay(int fd) {
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void answer_lines(int fd) {
  std::array<char, std::size_t{64} * 1024> buffer{};
  std::string answers;
  while (true) {
    const auto received = ::recv(fd, buffer.data(), buffer.size(), 0);
    if (received <= 0) break;
    answers.clear();
    for (auto lines = std::count(buffer.data(), buffer.data() + received, '\n'); lines > 0; --lines)
      answers += "ok\n\n";
    if (!write_all(fd, answers)) break;
  }
  ::close(fd);
}

int connect_to(const Address& address) {
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_port = htons(address.port);
  if (::inet_pton(AF_INET, address.host.c_str(), &at.sin_addr) != 1)
    throw std::runtime_error("not an IPv4 address: " + address.host);
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0 || ::connect(fd, reinterpret_cast<const sockaddr*>(&at), sizeof at) != 0)
    throw std::runtime_error("cannot connect to " + address.text());
  no_delay(fd);
  return fd;
}

}  // namespace

void bare_ping_pong(const Address& address, std::size_t count) {
  const int fd = connect_to(address);
  std::array<char, 64> buffer{};
  bool whole = true;
  for (std::size_t i = 0; i < count && whole; ++i) {
    whole = write_all(fd, request);
    std::size_t line_feeds = 0;
    while (whole && line_feeds < 2) {
      const auto received = ::recv(fd, buffer.data(), buffer.size(), 0);
      whole = received > 0;
      if (whole) {
        line_feeds +=
            static_cast<std::size_t>(std::count(buffer.data(), buffer.data() + received, '\n'));
      }
    }
  }
  ::close(fd);
  if (!whole) throw std::runtime_error(address.text() + " ended the conversation");
}

void respond() {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof at;
  if (listener < 0 || ::bind(listener, reinterpret_cast<const sockaddr*>(&at), size) != 0 ||
      ::listen(listener, SOMAXCONN) != 0 ||
      ::getsockname(listener, reinterpret_cast<sockaddr*>(&at), &size) != 0) {
    std::perror("eardrum-bench: the responder cannot listen");
    std::exit(3);
  }
  std::printf("listening 127.0.0.1:%d\n", ntohs(at.sin_port));
  std::fflush(stdout);
  while (true) {
    const int fd = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) continue;
    no_delay(fd);
    std::thread(answer_lines, fd).detach();
  }
}

}  // namespace eardrum::conformance::bench
