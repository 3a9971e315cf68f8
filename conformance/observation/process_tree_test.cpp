#include "eardrum/conformance/observation/process_tree.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "eardrum/conformance/observation/descriptor.hpp"
#include "eardrum/conformance/observation/ip_address.hpp"

namespace eardrum::conformance {
namespace {

bool shows(const std::vector<Process>& processes, pid_t pid) {
  return std::ranges::find(processes, pid, &Process::pid) != processes.end();
}

TEST(ProcessTree, ShowsThisProcess) {
  const auto self = process(::getpid());
  ASSERT_TRUE(self);
  EXPECT_EQ(self->parent, ::getppid());
  EXPECT_EQ(self->session, ::getsid(0));
  EXPECT_FALSE(self->zombie());
  EXPECT_GT(self->start_ticks, 0U);
  EXPECT_TRUE(shows(all_processes(), ::getpid()));
}

TEST(ProcessTree, HasNothingForAProcessThatIsNone) {
  EXPECT_FALSE(process(-1));
  EXPECT_FALSE(socket_inodes(-1));
  EXPECT_EQ(process_name(-1), "?");
}

TEST(ProcessTree, FindsTheHolderOfASocket) {
  const Descriptor fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  ASSERT_TRUE(fd.open());
  struct stat status{};
  ASSERT_EQ(::fstat(fd.get(), &status), 0);
  EXPECT_THAT(*socket_inodes(::getpid()), testing::Contains(status.st_ino));
  EXPECT_EQ(socket_holder(status.st_ino), ::getpid());
}

TEST(ProcessTree, NeverCountsThisProcessAsFamily) {
  const Lineage everything{.root = ::getsid(0), .mark = "NAME=none"};
  EXPECT_FALSE(shows(family(everything), ::getpid()));
}

}  // namespace
}  // namespace eardrum::conformance
