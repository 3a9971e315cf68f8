#include "eardrum/conformance/observation/sock_diag.hpp"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <sys/time.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "eardrum/conformance/observation/descriptor.hpp"

namespace eardrum::conformance {
namespace {

struct Question {
  nlmsghdr header;
  inet_diag_req_v2 request;
};

enum class Answer { done, refused, unavailable };

template <typename T>
T read_as(std::span<const std::byte> bytes) {
  T out{};
  std::memcpy(&out, bytes.data(), std::min(sizeof(T), bytes.size()));
  return out;
}

constexpr std::size_t aligned(std::size_t size) {
  return (size + NLMSG_ALIGNTO - 1) & ~std::size_t{NLMSG_ALIGNTO - 1};
}

/// One netlink socket, used by one thread, so that questions need no lock.
class DiagSocket {
 public:
  DiagSocket() : fd_(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG)) {
    // The kernel answers at once; the bound only keeps a surprise from hanging the kit.
    const timeval answer_timeout{1, 0};
    ::setsockopt(fd_.get(), SOL_SOCKET, SO_RCVTIMEO, &answer_timeout, sizeof(answer_timeout));
  }

  Answer ask(Question question, const DiagVisitor& visit) {
    if (!fd_.open()) return Answer::unavailable;
    question.header.nlmsg_len = sizeof(question);
    question.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    question.header.nlmsg_seq = ++sequence_;
    if (::send(fd_.get(), &question, sizeof(question), 0) != sizeof(question)) {
      return Answer::unavailable;
    }
    const bool dump = (question.header.nlmsg_flags & NLM_F_DUMP) != 0;
    while (true) {
      const auto size = ::recv(fd_.get(), buffer_.data(), buffer_.size(), 0);
      if (size < 0 && errno == EINTR) continue;
      if (size <= 0) return Answer::unavailable;
      const auto bytes = std::span(buffer_).first(static_cast<std::size_t>(size));
      if (const auto answer = read_messages(bytes, dump, visit)) return *answer;
    }
  }

 private:
  /// Nothing as long as more must be received.
  std::optional<Answer> read_messages(std::span<const std::byte> bytes, bool dump,
                                      const DiagVisitor& visit) const {
    while (bytes.size() >= sizeof(nlmsghdr)) {
      const auto header = read_as<nlmsghdr>(bytes);
      if (header.nlmsg_len < sizeof(nlmsghdr) || header.nlmsg_len > bytes.size()) {
        return Answer::unavailable;
      }
      const auto payload = bytes.subspan(sizeof(header), header.nlmsg_len - sizeof(header));
      if (header.nlmsg_seq == sequence_) {
        if (header.nlmsg_type == NLMSG_DONE) return Answer::done;
        if (header.nlmsg_type == NLMSG_ERROR) {
          return read_as<nlmsgerr>(payload).error == -ENOENT ? Answer::refused
                                                             : Answer::unavailable;
        }
        if (payload.size() >= sizeof(inet_diag_msg)) {
          visit(read_as<inet_diag_msg>(payload),
                payload.subspan(std::min(aligned(sizeof(inet_diag_msg)), payload.size())));
        }
        if (!dump) return Answer::done;
      }
      bytes = bytes.subspan(std::min(aligned(header.nlmsg_len), bytes.size()));
    }
    return std::nullopt;
  }

  Descriptor fd_;
  std::uint32_t sequence_ = 0;
  std::array<std::byte, std::size_t{32} * 1024> buffer_{};
};

DiagSocket& this_threads_socket() {
  thread_local DiagSocket socket;
  return socket;
}

void put(const IpAddress& ip, __be32 (&words)[4]) {
  if (ip.is_v4()) {
    std::memcpy(words, ip.bytes.data() + 12, 4);
  } else {
    std::memcpy(words, ip.bytes.data(), 16);
  }
}

}  // namespace

bool visit_sockets(int family, unsigned states, const DiagVisitor& visit) {
  Question question{};
  question.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
  question.request.sdiag_family = static_cast<unsigned char>(family);
  question.request.sdiag_protocol = IPPROTO_TCP;
  question.request.idiag_states = states;
  const auto answer = this_threads_socket().ask(question, visit);
  // A kernel without that family has no such sockets.
  return answer != Answer::unavailable;
}

DiagLookup find_socket(const SocketAddress& local, const SocketAddress& remote,
                       const DiagVisitor& visit) {
  Question question{};
  question.header.nlmsg_flags = NLM_F_REQUEST;
  auto& request = question.request;
  // Sockets of family AF_INET6 that carry IPv4 are found by their IPv4 addresses too.
  request.sdiag_family = local.ip().is_v4() ? AF_INET : AF_INET6;
  request.sdiag_protocol = IPPROTO_TCP;
  request.idiag_ext = 1 << (INET_DIAG_INFO - 1);
  request.id.idiag_sport = htons(local.port());
  request.id.idiag_dport = htons(remote.port());
  put(local.ip(), request.id.idiag_src);
  put(remote.ip(), request.id.idiag_dst);
  request.id.idiag_cookie[0] = INET_DIAG_NOCOOKIE;
  request.id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
  switch (this_threads_socket().ask(question, visit)) {
    case Answer::done:
      return DiagLookup::found;
    case Answer::refused:
      return DiagLookup::absent;
    case Answer::unavailable:
      break;
  }
  return DiagLookup::unavailable;
}

std::optional<std::span<const std::byte>> diag_attribute(std::span<const std::byte> attributes,
                                                         unsigned short number) {
  while (attributes.size() >= sizeof(rtattr)) {
    const auto head = read_as<rtattr>(attributes);
    if (head.rta_len < sizeof(rtattr) || head.rta_len > attributes.size()) return std::nullopt;
    if (head.rta_type == number) {
      return attributes.subspan(sizeof(rtattr), head.rta_len - sizeof(rtattr));
    }
    attributes = attributes.subspan(std::min(aligned(head.rta_len), attributes.size()));
  }
  return std::nullopt;
}

}  // namespace eardrum::conformance
