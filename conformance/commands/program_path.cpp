#include "eardrum/conformance/commands/program_path.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string_view>

namespace eardrum::conformance {

std::string program_path(const std::string& name) {
  namespace fs = std::filesystem;
  std::error_code error;
  const auto self = fs::read_symlink("/proc/self/exe", error);
  if (error) return name;
  const auto wanted = self.parent_path() / name;
  const char* const path = std::getenv("PATH");
  for (std::string_view rest = path == nullptr ? "" : path; !rest.empty();) {
    const auto end = std::min(rest.find(':'), rest.size());
    if (fs::equivalent(fs::path(rest.substr(0, end)) / name, wanted, error)) return name;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const auto relative = fs::relative(wanted, error);
  const bool below = !error && !relative.empty() && *relative.begin() != "..";
  if (!below) return wanted.string();
  return relative.has_parent_path() ? relative.string() : "./" + relative.string();
}

}  // namespace eardrum::conformance
