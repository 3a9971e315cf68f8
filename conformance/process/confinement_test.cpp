// What a started program sees and may do, and that nothing of it stays.
#include <array>
#include <cstdlib>

#include "eardrum/conformance/process/environment.hpp"
#include "eardrum/conformance/process/launcher_fixture.hpp"
#include "eardrum/conformance/process/scratch.hpp"

namespace eardrum::conformance {
namespace {

/// Sets a variable of this process for a while.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) { ::setenv(name, value, 1); }
  ~Variable() { ::unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
};

LaunchSpec at(Confinement::Level level, LaunchSpec spec) {
  spec.confinement.level = level;
  return spec;
}

using enum Confinement::Level;

TEST(Environment, PassesWhatProgramsNeedAndNoSecret) {
  for (const auto* name : {"PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "EARDRUM_X"}) {
    EXPECT_TRUE(is_passed(name)) << name;
  }
  for (const auto* name : {"CI_JOB_TOKEN", "GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY", "SSH_AUTH_SOCK",
                           "http_proxy", "LD_PRELOAD", "PYTHONSTARTUP", "PATHS", "LC", ""}) {
    EXPECT_FALSE(is_passed(name)) << name;
  }
}

TEST(Environment, PassesMoreIfAskedTo) {
  const Variable secret("EXAMPLE_TOKEN", "planted");
  const auto has = [](const Confinement& confinement) {
    const auto all = environment_with({}, confinement);
    return std::ranges::find(all, "EXAMPLE_TOKEN=planted") != all.end();
  };
  EXPECT_FALSE(has({}));
  EXPECT_FALSE(has({.level = tree}));
  EXPECT_TRUE(has({.level = none}));
  EXPECT_TRUE(has({.passed_variables = {"EXAMPLE_TOKEN"}}));
}

TEST_F(Launcher, GivesATemporaryFolderThatIsGoneAfterwards) {
  for (const auto level : {tree, namespaces}) {
    const auto out =
        out_of(failure(at(level, shell("echo $TMPDIR; test -d $TMPDIR; exit $?"))).output);
    const auto folder = out.substr(0, out.find('\n'));
    EXPECT_THAT(folder, HasSubstr("/eardrum-testee-"));
    EXPECT_FALSE(std::filesystem::exists(folder));
  }
}

TEST_F(LauncherWithFolder, RemovesDeepFoldersAndFollowsNoLink) {
  const auto precious = write("precious", "kept", 0600);
  const auto out = failure(python(R"(
import os, sys
folder = os.environ['TMPDIR']
os.symlink(')" + folder_.string() +
                                  R"(', folder + '/link')
os.makedirs(folder + '/eardrum-lifted-1/inner')
os.chdir(folder)
for depth in range(3000):
  os.mkdir('d')
  os.chdir('d')
os.symlink(')" + precious + R"(', 'link')
open('file', 'w').close()
os.mkdir(folder + '/locked', 0)
print(folder, flush=True)
sys.exit(3)
)"));
  const auto said = out_of(out.output);
  ASSERT_THAT(said, EndsWith("\n")) << err_of(out.output);
  EXPECT_FALSE(std::filesystem::exists(said.substr(0, said.size() - 1)));
  EXPECT_TRUE(std::filesystem::exists(precious));
}

TEST_F(Launcher, LimitsTheSizeOfFiles) {
  for (const auto level : {tree, namespaces}) {
    auto spec = at(level, shell("exec head -c 2000000 /dev/zero > $TMPDIR/file"));
    spec.confinement.file_bytes_max = 1'000'000;
    EXPECT_THAT(
        failure(spec).sentence,
        HasSubstr("was killed by signal 25 (File size limit exceeded) by the kit's limit for "
                  "files, --file-limit, before"));
  }
}

TEST_F(LauncherWithFolder, RemovesWhatAKilledKitLeft) {
  const Variable temporary("TMPDIR", folder_.c_str());
  const auto abandoned = folder_ / "eardrum-testee-abandoned";
  const auto young = folder_ / "eardrum-testee-young";
  for (const auto& one : {abandoned, young}) std::filesystem::create_directories(one / "inner");
  const std::array<timespec, 2> long_ago{};
  ASSERT_EQ(::utimensat(AT_FDCWD, abandoned.c_str(), long_ago.data(), 0), 0);
  const auto held = Scratch::make(std::nullopt);
  ASSERT_EQ(::utimensat(AT_FDCWD, held->path().c_str(), long_ago.data(), 0), 0);
  Scratch::sweep();
  EXPECT_FALSE(std::filesystem::exists(abandoned));
  EXPECT_TRUE(std::filesystem::exists(young)) << "its kit may be about to lock it";
  EXPECT_TRUE(std::filesystem::exists(held->path()));
}

TEST_F(Launcher, ShowsATesteeItsOwnProcessesAlone) {
  const auto own = std::to_string(::getpid());
  const auto out = failure(shell("test -e /proc/" + own + " && echo seen; exit 1"));
  EXPECT_EQ(out_of(out.output).empty(), why_no_namespaces().empty());
}

// Two testees may use one folder and name files after their pid.
TEST_F(Launcher, GivesEveryTesteeAnotherPid) {
  const auto one =
      start(python("import os\nprint(os.getpid(), flush=True)\n" + std::string(server) + serve));
  const auto two =
      start(python("import os\nprint(os.getpid(), flush=True)\n" + std::string(server) + serve));
  ASSERT_TRUE(one && two);
  EXPECT_NE(out_of(one->output()), out_of(two->output()));
}

TEST(Confinement, IsSaidInOneLine) {
  const auto none_at_all = confinement_in_force({.level = none});
  EXPECT_EQ(none_at_all,
            "process group; descendants are found and ended; the kit's whole environment; "
            "no core files; uid " +
                std::to_string(::geteuid()) + "; network not confined");
  const auto most = confinement_in_force({.file_bytes_max = std::uint64_t{7} << 20});
  EXPECT_THAT(most, HasSubstr("; chosen variables; own temporary folder; files up to 7 MiB;"));
  EXPECT_EQ(most.contains("PID and mount namespaces"), why_no_namespaces().empty());
}

TEST(Confinement, ClaimsNoTemporaryFolderThatCannotBeMade) {
  const Variable temporary("TMPDIR", "/nowhere");
  EXPECT_THAT(confinement_in_force({}),
              HasSubstr("; no temporary folder of its own (No such file or directory);"));
}

}  // namespace
}  // namespace eardrum::conformance
