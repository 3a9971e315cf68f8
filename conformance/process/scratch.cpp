#include "eardrum/conformance/process/scratch.hpp"

#include <dirent.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <string_view>
#include <vector>

#include "eardrum/conformance/observation/descriptor.hpp"

namespace eardrum::conformance {
namespace {

std::vector<std::string> names_in(int folder) {
  const int copy = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* const stream = copy < 0 ? nullptr : ::fdopendir(copy);
  if (stream == nullptr) return {};
  std::vector<std::string> out;
  constexpr std::size_t names_max = 4096;  // at a time
  while (const dirent* entry = out.size() < names_max ? ::readdir(stream) : nullptr) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") out.emplace_back(name);
  }
  ::closedir(stream);
  return out;
}

/// A folder, made ours to change; closed if `name` is none.
Descriptor open_folder(int parent, const std::string& name) {
  struct stat status{};
  if (::fstatat(parent, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0 ||
      !S_ISDIR(status.st_mode)) {
    return {};
  }
  ::fchmodat(parent, name.c_str(), S_IRWXU, 0);
  return Descriptor(
      ::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

/// Empties `folder`, which lies in `root`: its own folders are moved up into `root`, so that no
/// depth has to be followed. False if something stays.
bool lift_and_empty(int root, int folder, std::size_t& lifted) {
  while (true) {
    const auto names = names_in(folder);
    if (names.empty()) return true;
    bool changed = false;
    for (const auto& name : names) {
      if (::unlinkat(folder, name.c_str(), 0) == 0) {
        changed = true;
        continue;
      }
      const auto inner = open_folder(folder, name);
      // No name that the testee chose holds a slash or is as long as ours can be told from: try on.
      const auto free_name = "eardrum-lifted-" + std::to_string(lifted++);
      changed = (inner.open() && ::renameat(folder, name.c_str(), root, free_name.c_str()) == 0) ||
                changed;
    }
    if (!changed) return false;
  }
}

void empty(int root) {
  std::size_t lifted = 0;
  while (true) {
    const auto names = names_in(root);
    bool changed = false;
    for (const auto& name : names) {
      if (::unlinkat(root, name.c_str(), 0) == 0) {
        changed = true;
        continue;
      }
      const auto folder = open_folder(root, name);
      if (!folder.open()) continue;
      lift_and_empty(root, folder.get(), lifted);
      changed = ::unlinkat(root, name.c_str(), AT_REMOVEDIR) == 0 || changed;
    }
    if (!changed) return;
  }
}

constexpr std::string_view name_begin = "eardrum-testee-";

/// Between the making of a folder and its lock.
constexpr std::time_t young_seconds = 60;

std::string temporary_folder() {
  const char* const temporary = std::getenv("TMPDIR");
  return temporary == nullptr || *temporary == '\0' ? "/tmp" : temporary;
}

/// Whether a folder was left by a kit of ours that is gone; keeps it locked if so.
bool is_abandoned(const Descriptor& folder) {
  struct stat status{};
  return folder.open() && ::fstat(folder.get(), &status) == 0 && status.st_uid == ::geteuid() &&
         status.st_mtime < std::time(nullptr) - young_seconds &&
         ::flock(folder.get(), LOCK_EX | LOCK_NB) == 0;
}

Descriptor open_plainly(int parent, const std::string& name) {
  return Descriptor(
      ::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

}  // namespace

void Scratch::sweep() {
  const auto temporary = open_plainly(AT_FDCWD, temporary_folder());
  if (!temporary.open()) return;
  for (const auto& name : names_in(temporary.get())) {
    if (!name.starts_with(name_begin)) continue;
    const auto folder = open_plainly(temporary.get(), name);
    if (!is_abandoned(folder)) continue;
    empty(folder.get());
    ::unlinkat(temporary.get(), name.c_str(), AT_REMOVEDIR);
  }
}

std::unique_ptr<Scratch> Scratch::make(std::optional<std::uint32_t> owner) {
  [[maybe_unused]] static const bool swept = (sweep(), true);
  auto path = temporary_folder() + "/" + std::string(name_begin) + "XXXXXX";
  if (::mkdtemp(path.data()) == nullptr) return nullptr;
  std::unique_ptr<Scratch> scratch(new Scratch(std::move(path)));
  scratch->lock_ = open_plainly(AT_FDCWD, scratch->path_);
  if (scratch->lock_.open()) ::flock(scratch->lock_.get(), LOCK_EX | LOCK_NB);
  if (owner && ::chown(scratch->path_.c_str(), *owner, *owner) != 0) return nullptr;
  return scratch;
}

Scratch::~Scratch() {
  const auto root = open_folder(AT_FDCWD, path_);
  if (root.open()) empty(root.get());
  ::rmdir(path_.c_str());
}

}  // namespace eardrum::conformance
