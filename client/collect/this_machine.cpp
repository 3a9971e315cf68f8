#include "eardrum/client/collect/this_machine.hpp"

#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace eardrum::client {

std::optional<std::string> ThisMachine::read(const std::string& path) const {
  std::ifstream file(path);
  if (!file) return std::nullopt;
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (file.bad()) return std::nullopt;
  return text;
}

std::vector<std::string> ThisMachine::list(const std::string& folder) const {
  std::vector<std::string> names;
  std::error_code error;
  std::filesystem::directory_iterator each(folder, error);
  for (; !error && each != std::filesystem::directory_iterator(); each.increment(error)) {
    names.push_back(each->path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

std::optional<Space> ThisMachine::space(const std::string& mount_point) const {
  struct statvfs found{};
  if (statvfs(mount_point.c_str(), &found) != 0) return std::nullopt;
  const auto block_bytes = static_cast<double>(found.f_frsize);
  return Space{.used = static_cast<double>(found.f_blocks - found.f_bfree) * block_bytes,
               .available = static_cast<double>(found.f_bavail) * block_bytes};
}

std::string host_name() {
  std::array<char, 256> name{};
  if (gethostname(name.data(), name.size() - 1) != 0) return "localhost";
  return name.data();
}

}  // namespace eardrum::client
