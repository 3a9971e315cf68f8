#include "eardrum/conformance/report/write_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include "eardrum/conformance/report/own_text.hpp"

namespace eardrum::conformance {
namespace {

using Written = std::expected<void, std::string>;

std::unexpected<std::string> failed(const std::string& path, int error) {
  return std::unexpected("cannot write " + own_text(path) + ": " +
                         std::generic_category().message(error));
}

/// A descriptor of ours; closed at the latest when it goes.
class File {
 public:
  explicit File(int fd) : fd_(fd) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }

  bool is_open() const { return fd_ >= 0; }

  bool write(std::string_view text) const {
    while (!text.empty()) {
      const auto count = ::write(fd_, text.data(), text.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return false;
      text.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }

  /// Some file systems tell of a full disk only here.
  bool close() { return ::close(std::exchange(fd_, -1)) == 0; }

 private:
  int fd_;
};

Written write_through(const std::string& path, std::string_view text) {
  File file(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
  if (!file.is_open() || !file.write(text) || !file.close()) return failed(path, errno);
  return {};
}

Written replace(const std::string& path, std::string_view text) {
  constexpr mode_t readable = 0666;  // less what the umask takes
  const auto temporary = path + "." + std::to_string(::getpid()) + ".new";
  File file(
      ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, readable));
  if (!file.is_open()) return failed(path, errno);
  if (!file.write(text) || !file.close() || std::rename(temporary.c_str(), path.c_str()) != 0) {
    const int error = errno;
    ::unlink(temporary.c_str());
    return failed(path, error);
  }
  return {};
}

}  // namespace

Written write_file(const std::string& path, std::string_view text) {
  if (path == "-") {
    File out(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0));
    if (!out.is_open() || !out.write(text)) return failed("to stdout", errno);
    return {};
  }
  struct stat place{};
  struct stat target{};
  const bool exists = ::lstat(path.c_str(), &place) == 0;
  if (!exists) return replace(path, text);
  const bool has_target = ::stat(path.c_str(), &target) == 0;
  if (S_ISREG(place.st_mode)) return replace(path, text);
  if (S_ISLNK(place.st_mode) && (!has_target || S_ISREG(target.st_mode))) {
    return std::unexpected("cannot write " + own_text(path) +
                           ": it is a symbolic link; name the file itself, or - for stdout");
  }
  return write_through(path, text);
}

}  // namespace eardrum::conformance
