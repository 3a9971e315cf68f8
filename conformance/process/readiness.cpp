#include "eardrum/conformance/process/readiness.hpp"

#include <poll.h>

#include <algorithm>
#include <set>

#include "eardrum/conformance/observation/descriptor.hpp"
#include "eardrum/conformance/observation/listening_sockets.hpp"

namespace eardrum::conformance {
namespace {

/// The sockets that a connection to the target would reach: the exact address goes before a
/// wildcard.
std::vector<ListeningSocket> taking(const std::vector<ListeningSocket>& sockets,
                                    const Target& target) {
  std::vector<ListeningSocket> exact;
  std::vector<ListeningSocket> any;
  for (const auto& one : sockets) {
    if (!one.takes(target.ip, target.port)) continue;
    (one.ip == target.ip ? exact : any).push_back(one);
  }
  return exact.empty() ? any : exact;
}

/// The sockets of all processes of the testee; nothing if one of them may not be looked at.
std::optional<std::set<ino_t>> held_sockets(const TesteeProcess& testee) {
  std::set<ino_t> out;
  for (const auto& one : testee.family()) {
    if (one.zombie()) continue;
    const auto inodes = socket_inodes(one.pid);
    if (inodes) {
      out.insert(inodes->begin(), inodes->end());
    } else if (const auto now = process(one.pid); now && !now->zombie()) {
      return std::nullopt;
    }
  }
  return out;
}

std::string describe(std::optional<pid_t> holder) {
  if (!holder) return "another process";
  return "another process (pid " + std::to_string(*holder) + ", " + process_name(*holder) + ")";
}

/// Whether a connection is taken. It is closed by us at once and in order, so that the wait in
/// TIME_WAIT is ours and no reset startles the testee.
bool connects(const Target& target) {
  const SocketAddress address(target.ip, target.port);
  const Descriptor fd(
      ::socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!fd.open()) return false;
  if (::connect(fd.get(), address.get(), address.size) == 0) return true;
  pollfd one{.fd = fd.get(), .events = POLLOUT, .revents = 0};
  constexpr int connect_timeout_ms = 1000;
  if (::poll(&one, 1, connect_timeout_ms) != 1) return false;
  int error = 0;
  socklen_t size = sizeof(error);
  return ::getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
}

}  // namespace

Observed observe(const TesteeProcess& testee, const std::vector<Target>& targets) {
  Observed out;
  const auto sockets = listening_sockets();
  if (!sockets) {
    const auto found = std::ranges::find_if(targets, connects);
    if (found != targets.end()) out.ready = *found;
    return out;
  }
  std::vector<ListeningSocket> strangers;
  for (const auto& target : targets) {
    const auto candidates = taking(*sockets, target);
    if (candidates.empty()) continue;
    const auto held = held_sockets(testee);
    const bool ours = !held || std::ranges::any_of(candidates, [&](const ListeningSocket& one) {
      return held->contains(one.inode);
    });
    if (ours) {
      out.ready = target;
      return out;
    }
    strangers.push_back(candidates.front());
  }
  if (strangers.empty()) return out;
  // A process that forks while we look may hold its socket in a child that we have not yet seen.
  const auto holder = socket_holder(strangers.front().inode);
  const auto own = testee.family();
  if (holder && std::ranges::find(own, *holder, &Process::pid) == own.end()) {
    out.stranger = describe(holder);
  }
  return out;
}

std::optional<std::string> listener_before_start(const std::vector<Target>& targets) {
  const auto sockets = listening_sockets();
  for (const auto& target : targets) {
    const Address address{.host = target.ip.text(), .port = target.port};
    if (!sockets) {
      if (connects(target)) return "something already listens on " + address.text();
      continue;
    }
    const auto candidates = taking(*sockets, target);
    if (candidates.empty()) continue;
    return describe(socket_holder(candidates.front().inode)) + " already listens on " +
           address.text();
  }
  return std::nullopt;
}

std::vector<Address> listening_elsewhere(const TesteeProcess& testee) {
  std::vector<Address> out;
  const auto sockets = listening_sockets();
  const auto held = held_sockets(testee);
  if (!sockets || !held) return out;
  for (const auto& one : *sockets) {
    if (held->contains(one.inode)) out.push_back({.host = one.ip.text(), .port = one.port});
  }
  return out;
}

}  // namespace eardrum::conformance
