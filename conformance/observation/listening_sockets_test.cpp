#include "eardrum/conformance/observation/listening_sockets.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cassert>

#include "eardrum/conformance/observation/descriptor.hpp"
#include "eardrum/conformance/observation/proc_file.hpp"

namespace eardrum::conformance {
namespace {

struct Listener {
  Descriptor fd;
  std::uint16_t port = 0;
  ino_t inode = 0;
};

Listener listen_on(const char* host, bool only_v6 = false) {
  SocketAddress address(*IpAddress::parse(host), 0);
  Listener out;
  out.fd = Descriptor(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (address.storage.ss_family == AF_INET6) {
    const int value = only_v6 ? 1 : 0;
    EXPECT_EQ(::setsockopt(out.fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, &value, sizeof(value)), 0);
  }
  assert(out.fd.open());
  EXPECT_EQ(::bind(out.fd.get(), address.get(), address.size), 0);
  EXPECT_EQ(::listen(out.fd.get(), 1), 0);
  EXPECT_EQ(::getsockname(out.fd.get(), address.get(), &address.size), 0);
  out.port = address.port();
  struct stat status{};
  EXPECT_EQ(::fstat(out.fd.get(), &status), 0);
  out.inode = status.st_ino;
  return out;
}

std::optional<ListeningSocket> with_inode(const std::vector<ListeningSocket>& sockets,
                                          ino_t inode) {
  const auto found = std::ranges::find(sockets, inode, &ListeningSocket::inode);
  return found == sockets.end() ? std::nullopt : std::optional(*found);
}

TEST(ListeningSockets, ShowsOurOwnOfEitherFamily) {
  for (const auto* host : {"127.0.0.1", "0.0.0.0", "::1", "::"}) {
    const auto listener = listen_on(host);
    const auto sockets = listening_sockets();
    ASSERT_TRUE(sockets);
    const auto own = with_inode(*sockets, listener.inode);
    ASSERT_TRUE(own) << host;
    EXPECT_EQ(own->port, listener.port);
    EXPECT_EQ(own->ip.text(), host);
    EXPECT_TRUE(own->takes(*IpAddress::parse(own->ip.is_v4() ? "127.0.0.1" : "::1"), own->port));
  }
}

TEST(ListeningSockets, TellsAWildcardThatLeavesIpv4Alone) {
  const auto listener = listen_on("::", true);
  const auto sockets = listening_sockets();
  ASSERT_TRUE(sockets);
  const auto own = with_inode(*sockets, listener.inode);
  ASSERT_TRUE(own);
  EXPECT_TRUE(own->only_v6);
  EXPECT_FALSE(own->takes(*IpAddress::parse("127.0.0.1"), listener.port));
  EXPECT_TRUE(own->takes(*IpAddress::parse("::1"), listener.port));
}

TEST(ListeningSockets, DoesNotShowASocketThatOnlyIsBound) {
  const Descriptor fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  SocketAddress address(*IpAddress::parse("127.0.0.1"), 0);
  ASSERT_TRUE(fd.open());
  ASSERT_EQ(::bind(fd.get(), address.get(), address.size), 0);
  ASSERT_EQ(::getsockname(fd.get(), address.get(), &address.size), 0);
  const auto sockets = listening_sockets();
  ASSERT_TRUE(sockets);
  EXPECT_FALSE(std::ranges::any_of(*sockets, [&](const ListeningSocket& one) {
    return one.takes(address.ip(), address.port());
  }));
}

TEST(ListeningSockets, AreReadFromProcAsFromSockDiag) {
  const auto four = listen_on("127.0.0.1");
  const auto six = listen_on("::1");
  const auto from_four =
      with_inode(parse_proc_net_tcp(*read_proc_file("/proc/net/tcp")), four.inode);
  const auto from_six =
      with_inode(parse_proc_net_tcp(*read_proc_file("/proc/net/tcp6")), six.inode);
  ASSERT_TRUE(from_four);
  ASSERT_TRUE(from_six);
  EXPECT_EQ(from_four->ip.text(), "127.0.0.1");
  EXPECT_EQ(from_four->port, four.port);
  EXPECT_EQ(from_six->ip.text(), "::1");
  EXPECT_EQ(from_six->port, six.port);
}

TEST(ListeningSockets, SkipLinesOfProcThatMeanNothing) {
  EXPECT_THAT(parse_proc_net_tcp("  sl  local_address\n 0: zz:1F90 x 0A a b c d e 7 1\n\n 1:"),
              testing::IsEmpty());
}

TEST(ListeningSocket, TakesWhatItsAddressCovers) {
  const auto v4 = *IpAddress::parse("127.0.0.1");
  const auto v6 = *IpAddress::parse("::1");
  const ListeningSocket any_v4{.ip = *IpAddress::parse("0.0.0.0"), .port = 80};
  const ListeningSocket any{.ip = *IpAddress::parse("::"), .port = 80};
  const ListeningSocket exact{.ip = v4, .port = 80};
  EXPECT_TRUE(any_v4.takes(v4, 80));
  EXPECT_FALSE(any_v4.takes(v6, 80));
  EXPECT_TRUE(any.takes(v4, 80));
  EXPECT_TRUE(any.takes(v6, 80));
  EXPECT_TRUE(exact.takes(v4, 80));
  EXPECT_FALSE(exact.takes(v4, 81));
  EXPECT_FALSE(exact.takes(*IpAddress::parse("127.0.0.2"), 80));
}

}  // namespace
}  // namespace eardrum::conformance
