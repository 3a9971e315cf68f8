#include "eardrum/client/scripted_server.hpp"

#include <arpa/inet.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cassert>
#include <chrono>
#include <fstream>
#include <sstream>
#include <utility>

namespace eardrum::client {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto patience = std::chrono::seconds(60);

std::uint16_t port_of(int socket, int (*name)(int, sockaddr*, socklen_t*)) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  return name(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0 ? ntohs(address.sin_port)
                                                                         : std::uint16_t{0};
}

/// "0100007F:1F90", as the kernel's socket table spells a loopback port.
std::uint16_t table_port(const std::string& address) {
  return static_cast<std::uint16_t>(std::stoul(address.substr(address.find(':') + 1), nullptr, 16));
}

}  // namespace

Conversation::Conversation(int socket)
    : socket_(socket),
      port_(port_of(socket, getsockname)),
      client_port_(port_of(socket, getpeername)) {
  const timeval limit{.tv_sec = patience.count(), .tv_usec = 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  const int on = 1;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Conversation::~Conversation() {
  close(socket_);
}

std::string Conversation::read_line() {
  std::array<char, 4096> buffer;
  while (!input_.contains('\n')) {
    const auto size = recv(socket_, buffer.data(), buffer.size(), 0);
    if (size <= 0) return std::exchange(input_, {});
    input_.append(buffer.data(), static_cast<std::size_t>(size));
  }
  const auto end = input_.find('\n') + 1;
  auto line = input_.substr(0, end);
  input_.erase(0, end);
  return line;
}

std::string Conversation::read_to_end() {
  std::string all;
  for (auto line = read_line(); !line.empty(); line = read_line()) all += line;
  return all;
}

bool Conversation::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool Conversation::send_segment(std::string_view bytes) const {
  if (!send_delivered(bytes)) return false;
  const auto end = Clock::now() + patience;
  while (client_has_unread_bytes()) {
    if (Clock::now() > end) return false;
    std::this_thread::yield();
  }
  return true;
}

bool Conversation::send_delivered(std::string_view bytes) const {
  return send(bytes) && wait_until_delivered();
}

/// What is on its way is not acknowledged yet.
bool Conversation::wait_until_delivered() const {
  const auto end = Clock::now() + patience;
  int on_the_way = 0;
  while (ioctl(socket_, SIOCOUTQ, &on_the_way) == 0 && on_the_way > 0) {
    // After a reset the kernel goes on counting what it will never send.
    pollfd gone{.fd = socket_, .events = 0, .revents = 0};
    if (poll(&gone, 1, 0) != 0 || Clock::now() > end) return false;
    std::this_thread::yield();
  }
  return on_the_way == 0;
}

bool Conversation::send_byte_by_byte(std::string_view bytes) const {
  for (const char byte : bytes) {
    if (!send_segment({&byte, 1})) return false;
  }
  return true;
}

void Conversation::reset() const {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

/// The kernel's socket table has the length of the client's receive queue.
bool Conversation::client_has_unread_bytes() const {
  std::ifstream table("/proc/net/tcp");
  std::string line;
  std::getline(table, line);
  while (std::getline(table, line)) {
    std::istringstream fields(line);
    std::string slot, here, there, state, queues;
    fields >> slot >> here >> there >> state >> queues;
    if (table_port(here) != client_port_ || table_port(there) != port_) continue;
    return std::stoul(queues.substr(queues.find(':') + 1), nullptr, 16) > 0;
  }
  return false;
}

ScriptedServer::ScriptedServer(Script script, int connections)
    : listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  assert(listener_ >= 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  [[maybe_unused]] const int bound =
      bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  [[maybe_unused]] const int listening = listen(listener_, SOMAXCONN);
  assert(bound == 0 && listening == 0);
  // A test that fails before it connects must not wait for ever in our destructor.
  const timeval limit{.tv_sec = patience.count(), .tv_usec = 0};
  setsockopt(listener_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  port_ = port_of(listener_, getsockname);
  thread_ = std::thread([this, script = std::move(script), connections] {
    for (int i = 0; i < connections; ++i) {
      const int accepted = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (accepted < 0) return;
      Conversation conversation(accepted);
      script(conversation);
    }
  });
}

ScriptedServer::~ScriptedServer() {
  thread_.join();
  close(listener_);
}

}  // namespace eardrum::client
