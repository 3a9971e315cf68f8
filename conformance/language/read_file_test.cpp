#include "eardrum/conformance/language/read_file.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

namespace eardrum::conformance {
namespace {

class ReadFile : public testing::Test {
 protected:
  /// A file that lives as long as its test.
  std::string holding(std::string_view bytes) {
    path_ = testing::TempDir() + "eardrum-read-file-" +
            testing::UnitTest::GetInstance()->current_test_info()->name();
    std::ofstream(path_, std::ios::binary) << bytes;
    return path_;
  }
  void TearDown() override { std::remove(path_.c_str()); }

 private:
  std::string path_;
};

TEST_F(ReadFile, GivesEveryByte) {
  const std::string bytes("put\0\r\n\xff\n", 8);
  EXPECT_EQ(read_file(holding(bytes)), bytes);
  EXPECT_EQ(read_file(holding("")), "");
}

TEST_F(ReadFile, StopsAboveItsLimitOnly) {
  const auto path = holding(std::string(1000, 'x'));
  EXPECT_EQ(read_file(path, 1000)->size(), 1000U);
  ASSERT_FALSE(read_file(path, 999));
  EXPECT_EQ(read_file(path, 999).error(), "cannot read " + path + ": it is larger than 999 bytes");
}

TEST_F(ReadFile, EndsOnDevicesThatNeverEnd) {
  EXPECT_FALSE(read_file("/dev/zero", 100'000));
}

TEST_F(ReadFile, NamesThePathAndTheReason) {
  EXPECT_EQ(read_file("/there/is/none").error(),
            "cannot read /there/is/none: No such file or directory");
  EXPECT_EQ(read_file("/").error(), "cannot read /: Is a directory");
  EXPECT_EQ(read_file("/no\x1b[2Jne").error(),
            "cannot read /no\\x1b[2Jne: No such file or directory");
}

}  // namespace
}  // namespace eardrum::conformance
