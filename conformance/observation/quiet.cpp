#include "eardrum/conformance/observation/quiet.hpp"

#include <linux/sockios.h>
#include <linux/tcp.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <vector>

#include "eardrum/conformance/observation/descriptor.hpp"
#include "eardrum/conformance/observation/ip_address.hpp"
#include "eardrum/conformance/observation/proc_file.hpp"
#include "eardrum/conformance/observation/sock_diag.hpp"

namespace eardrum::conformance {
namespace {

// As the kernel numbers them; <netinet/tcp.h> has the names but cannot stand beside <linux/tcp.h>.
constexpr int state_established = 1;
constexpr int state_fin_wait_1 = 4;
constexpr int state_fin_wait_2 = 5;
constexpr int state_close_wait = 8;
constexpr int state_listen = 10;

struct OwnEnd {
  SocketAddress local;
  SocketAddress remote;
  tcp_info info{};
};

std::optional<OwnEnd> own_end(int fd) {
  OwnEnd out;
  out.local.size = out.remote.size = sizeof(sockaddr_storage);
  socklen_t info_size = sizeof(out.info);
  if (::getsockname(fd, out.local.get(), &out.local.size) != 0 ||
      ::getpeername(fd, out.remote.get(), &out.remote.size) != 0 ||
      ::getsockopt(fd, IPPROTO_TCP, TCP_INFO, &out.info, &info_size) != 0) {
    return std::nullopt;
  }
  return out;
}

std::size_t difference(std::uint64_t more, std::uint64_t less) {
  return more > less ? static_cast<std::size_t>(more - less) : 0;
}

/// A thread that slept, and how often it had been given a processor by then.
struct Sleeper {
  int thread = 0;
  std::uint64_t turns = 0;
  friend bool operator==(const Sleeper&, const Sleeper&) = default;
};

enum class Sample { asleep, awake, unknown };

/// The third number of schedstat: "ran-ns waited-ns turns".
std::optional<std::uint64_t> turns_taken(const std::string& folder) {
  const auto text = read_proc_file(folder + "/schedstat");
  if (!text) return std::nullopt;
  const auto fields = fields_of(*text);
  std::uint64_t turns = 0;
  if (fields.size() < 3) return std::nullopt;
  std::from_chars(fields[2].data(), fields[2].data() + fields[2].size(), turns);
  return turns;
}

/// Adds one thread and, by `children`, what it started.
Sample sample_thread(const std::string& folder, int thread, std::vector<Sleeper>& sleepers,
                     std::vector<pid_t>& children) {
  const auto stat = read_proc_file(folder + "/stat");
  if (!stat) return Sample::asleep;  // ended since it was listed
  const auto name_end = stat->rfind(')');
  if (name_end == std::string::npos || name_end + 2 >= stat->size()) return Sample::unknown;
  constexpr std::string_view sleeping_states = "STtZXI";
  if (!sleeping_states.contains((*stat)[name_end + 2])) return Sample::awake;
  const auto turns = turns_taken(folder);
  const auto started = read_proc_file(folder + "/children");
  if (!turns || !started) {
    return read_proc_file(folder + "/stat") ? Sample::unknown : Sample::asleep;
  }
  sleepers.push_back({thread, *turns});
  for (const auto field : fields_of(*started)) {
    pid_t child = 0;
    std::from_chars(field.data(), field.data() + field.size(), child);
    if (child > 0) children.push_back(child);
  }
  return Sample::asleep;
}

Sample sample_tree(pid_t root, std::vector<Sleeper>& sleepers) {
  std::vector<pid_t> processes{root};
  // Bounded, should a fork bomb grow as fast as it is read.
  constexpr std::size_t processes_max = 4096;
  for (std::size_t i = 0; i < processes.size(); ++i) {
    if (processes.size() > processes_max) return Sample::awake;
    const auto tasks = "/proc/" + std::to_string(processes[i]) + "/task";
    const auto threads = numbers_in_folder(tasks);
    if (!threads) continue;  // it is gone
    for (const int thread : *threads) {
      const auto sample =
          sample_thread(tasks + "/" + std::to_string(thread), thread, sleepers, processes);
      if (sample != Sample::asleep) return sample;
    }
  }
  return Sample::asleep;
}

/// Two ends of one connection over loopback; both closed if that fails.
std::pair<Descriptor, Descriptor> loopback_connection() {
  SocketAddress address(IpAddress::v4({htonl(INADDR_LOOPBACK)}), 0);
  const Descriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  Descriptor near(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!listener.open() || !near.open() ||
      ::bind(listener.get(), address.get(), address.size) != 0 ||
      ::listen(listener.get(), 1) != 0 ||
      ::getsockname(listener.get(), address.get(), &address.size) != 0 ||
      ::connect(near.get(), address.get(), address.size) != 0) {
    return {};
  }
  Descriptor far(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
  return {std::move(near), std::move(far)};
}

}  // namespace

std::optional<std::size_t> peer_receive_queue_bytes(int fd) {
  const auto own = own_end(fd);
  if (!own) return std::nullopt;
  std::optional<std::size_t> unread;
  const auto lookup = find_socket(
      own->remote, own->local,
      [&](const inet_diag_msg& peer, std::span<const std::byte> attributes) {
        if (peer.idiag_state == state_listen) return;  // stands in for a connection that is gone
        const auto raw = diag_attribute(attributes, INET_DIAG_INFO);
        if (!raw) return;
        tcp_info info{};
        std::memcpy(&info, raw->data(), std::min(sizeof(info), raw->size()));
        // Under load the loopback hands packets over a moment after send() returned; bytes are
        // then in no queue, but the two ends' counts tell.
        const auto sent = difference(own->info.tcpi_bytes_sent, own->info.tcpi_bytes_retrans);
        unread = peer.idiag_rqueue + difference(sent, info.tcpi_bytes_received) +
                 own->info.tcpi_notsent_bytes;
        const bool closing =
            own->info.tcpi_state == state_fin_wait_1 || own->info.tcpi_state == state_fin_wait_2;
        if (closing && peer.idiag_state == state_established) *unread += 1;
      });
  if (unread) return unread;
  // Gone is not the same as out of sight: while our end is established, so is the other.
  if (lookup == DiagLookup::unavailable || own->info.tcpi_state == state_established) {
    return std::nullopt;
  }
  return 0;
}

bool peer_has_let_go(int fd) {
  const auto own = own_end(fd);
  if (!own || own->info.tcpi_state != state_close_wait) return false;
  bool let_go = false;
  find_socket(own->remote, own->local, [&](const inet_diag_msg& peer, std::span<const std::byte>) {
    // A socket that no descriptor holds has no inode.
    let_go = peer.idiag_state != state_listen && peer.idiag_inode == 0;
  });
  return let_go;
}

std::optional<bool> all_threads_asleep(pid_t pid) {
  // One look at each thread in turn proves nothing: work may be handed from a thread not yet looked
  // at to one that was. If nobody ran between two looks, all slept in between.
  std::vector<Sleeper> before;
  std::vector<Sleeper> after;
  for (auto* sleepers : {&before, &after}) {
    const auto sample = sample_tree(pid, *sleepers);
    if (sample == Sample::unknown) return std::nullopt;
    if (sample == Sample::awake) return false;
  }
  return before == after;
}

bool is_ending(pid_t pid) {
  const auto text = read_proc_file("/proc/" + std::to_string(pid) + "/stat");
  if (!text) return false;
  const auto name_end = text->rfind(')');  // a program's name may hold blanks and parentheses
  if (name_end == std::string::npos) return false;
  const auto fields = fields_of(std::string_view(*text).substr(name_end + 1));
  constexpr std::size_t state_index = 0;
  constexpr std::size_t flags_index = 6;
  constexpr unsigned long exiting = 0x4;  // PF_EXITING, proc(5)
  if (fields.size() <= flags_index) return false;
  const bool gone = fields[state_index] == "Z" || fields[state_index] == "X";
  unsigned long flags = 0;
  const auto field = fields[flags_index];
  const auto error = std::from_chars(field.data(), field.data() + field.size(), flags).ec;
  return gone || (error == std::errc{} && (flags & exiting) != 0);
}

std::string quiet_source() {
  static const std::string source = [] {
    const auto [near, far] = loopback_connection();
    if (!near.open() || !far.open()) return "quiet is waited for: no loopback connection here";
    if (::send(near.get(), "x", 1, MSG_NOSIGNAL) != 1 ||
        peer_receive_queue_bytes(near.get()) != 1) {
      return "quiet is waited for: this kernel does not answer sock_diag";
    }
    if (!all_threads_asleep(::getpid())) {
      return "quiet is waited for: /proc does not show the state of threads";
    }
    return "sock_diag and /proc";
  }();
  return source;
}

}  // namespace eardrum::conformance
