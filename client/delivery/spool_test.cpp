#include "eardrum/client/delivery/spool.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <utility>

namespace eardrum::client {
namespace {

std::vector<Sample> samples(std::int64_t first, std::int64_t last) {
  std::vector<Sample> made;
  for (auto time = first; time <= last; ++time) made.push_back({"k", 0.1, time});
  return made;
}

/// A file of its own for each test; gone at the end.
class SpoolFile : public testing::Test {
 protected:
  ~SpoolFile() override { std::filesystem::remove_all(folder_); }

  std::string folder_ =
      testing::TempDir() + "spool" + testing::UnitTest::GetInstance()->current_test_info()->name();
  std::string path_ = (std::filesystem::create_directories(folder_), folder_ + "/spool.sqlite");
};

TEST(Spool, GivesTheOldestInOrder) {
  auto spool = *Spool::open("", {});
  EXPECT_EQ(spool.add(samples(1, 5), 5), 0);
  const auto batch = spool.oldest(2);
  EXPECT_EQ(batch.samples, samples(1, 2));
  spool.remove_through(batch.ids.back());
  EXPECT_EQ(spool.size(), 3);
  EXPECT_EQ(spool.oldest(9).samples, samples(3, 5));
}

TEST(Spool, DropsTheOldestBeyondItsRows) {
  auto spool = *Spool::open("", {.rows_max = 3, .age_seconds_max = 1000});
  EXPECT_EQ(spool.add(samples(1, 3), 3), 0);
  EXPECT_EQ(spool.add(samples(4, 5), 5), 2);
  EXPECT_EQ(spool.oldest(9).samples, samples(3, 5));
}

TEST(Spool, DropsWhatHasWaitedTooLong) {
  auto spool = *Spool::open("", {.rows_max = 100, .age_seconds_max = 10});
  EXPECT_EQ(spool.add(samples(1, 2), 1000), 0);  // their own times may be long past
  EXPECT_EQ(spool.add(samples(3, 3), 1005), 0);
  EXPECT_EQ(spool.add(samples(4, 4), 1010), 0);
  EXPECT_EQ(spool.add(samples(5, 5), 1011), 2);
  EXPECT_EQ(spool.oldest(9).samples, samples(3, 5));
}

TEST(Spool, KeepsBytesAndNumbersExactly) {
  auto spool = *Spool::open("", {});
  const std::vector<Sample> odd{{"\xFF';--", -0.0, INT64_MAX}, {"k", 4.9e-324, INT64_MIN}};
  EXPECT_EQ(spool.add(odd, 0), 0);
  EXPECT_EQ(spool.oldest(9).samples, odd);
}

TEST_F(SpoolFile, OutlivesTheProgram) {
  {
    auto spool = *Spool::open(path_, {});
    EXPECT_EQ(spool.add(samples(1, 3), 3), 0);
  }
  const auto spool = *Spool::open(path_, {});
  EXPECT_EQ(spool.size(), 3);
  EXPECT_EQ(spool.oldest(9).samples, samples(1, 3));
}

TEST_F(SpoolFile, BelongsToOneProgramAtATime) {
  const auto spool = Spool::open(path_, {});
  ASSERT_TRUE(spool);
  EXPECT_FALSE(Spool::open(path_, {}));
}

TEST_F(SpoolFile, IsRefusedIfItIsNoDatabase) {
  std::ofstream(path_) << std::string(4096, 'x');
  EXPECT_FALSE(Spool::open(path_, {}));
  EXPECT_FALSE(Spool::open(folder_ + "/nowhere/spool.sqlite", {}));
}

}  // namespace
}  // namespace eardrum::client
