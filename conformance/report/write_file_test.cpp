#include "eardrum/conformance/report/write_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace eardrum::conformance {
namespace {

namespace fs = std::filesystem;

class WriteFile : public testing::Test {
 protected:
  void SetUp() override {
    auto name = (fs::temp_directory_path() / "eardrum-write-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }

  void TearDown() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  static std::string content(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
  }

  std::size_t file_count() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  fs::path folder_;
};

TEST_F(WriteFile, WritesAndReplacesWholeFilesAndLeavesNothingElse) {
  const std::string long_text(1 << 20, 'a');
  ASSERT_TRUE(write_file(path("report"), long_text));
  EXPECT_EQ(content(path("report")), long_text);
  ASSERT_TRUE(write_file(path("report"), "b"));
  EXPECT_EQ(content(path("report")), "b");
  EXPECT_EQ(file_count(), 1U);
}

TEST_F(WriteFile, ReplacesTheNameAndNotTheFileBehindOtherNames) {
  ASSERT_TRUE(write_file(path("report"), "old"));
  fs::create_hard_link(path("report"), path("other"));
  ASSERT_TRUE(write_file(path("report"), "new"));
  EXPECT_EQ(content(path("other")), "old");
}

TEST_F(WriteFile, NamesPathAndReasonOfAnError) {
  EXPECT_EQ(write_file(path("none/report"), "x").error(),
            "cannot write " + path("none/report") + ": No such file or directory");
  EXPECT_EQ(write_file(path(""), "x").error(), "cannot write " + path("") + ": Is a directory");
}

TEST_F(WriteFile, NeverFollowsASymbolicLinkToAFile) {
  ASSERT_TRUE(write_file(path("precious"), "precious"));
  fs::create_symlink(path("precious"), path("link"));
  fs::create_symlink(path("missing"), path("dangling"));
  EXPECT_THAT(write_file(path("link"), "x").error(), testing::HasSubstr("is a symbolic link"));
  EXPECT_THAT(write_file(path("dangling"), "x").error(), testing::HasSubstr("is a symbolic link"));
  EXPECT_EQ(content(path("precious")), "precious");
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_FALSE(fs::exists(path("missing")));
}

TEST_F(WriteFile, DoesNotFollowALinkPlantedInPlaceOfItsTemporaryFile) {
  ASSERT_TRUE(write_file(path("precious"), "precious"));
  fs::create_symlink(path("precious"), path("report." + std::to_string(::getpid()) + ".new"));
  EXPECT_FALSE(write_file(path("report"), "x"));
  EXPECT_EQ(content(path("precious")), "precious");
}

TEST_F(WriteFile, WritesIntoAPipeAsItStands) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  std::fstream both(path("pipe"), std::ios::in | std::ios::out);
  ASSERT_TRUE(write_file(path("pipe"), "through\n"));
  std::string line;
  std::getline(both, line);
  EXPECT_EQ(line, "through");
  EXPECT_TRUE(fs::is_fifo(path("pipe")));
}

TEST_F(WriteFile, WritesToStdoutForADash) {
  testing::internal::CaptureStdout();
  const auto written = write_file("-", "to stdout\n");
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "to stdout\n");
  EXPECT_TRUE(written);
}

TEST_F(WriteFile, TellsOfAFullDevice) {
  EXPECT_EQ(write_file("/dev/full", "x").error(),
            "cannot write /dev/full: No space left on device");
}

}  // namespace
}  // namespace eardrum::conformance
