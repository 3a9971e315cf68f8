// Runs a fuzz target over files, without an engine: under any compiler, in ordinary tests, and to
// see a finding again. Arguments are files or folders, which are searched to the bottom.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "eardrum/fuzz/targets/target.hpp"

namespace {

namespace fs = std::filesystem;

/// All files under `path`, or `path` itself; nothing if there is no such thing.
std::optional<std::vector<fs::path>> files_of(const fs::path& path) {
  std::error_code error;
  if (fs::is_regular_file(path, error)) return std::vector{path};
  if (!fs::is_directory(path, error)) return std::nullopt;
  std::vector<fs::path> files;
  for (auto entry = fs::recursive_directory_iterator(path, error);
       entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (entry->is_regular_file(error)) files.push_back(entry->path());
  }
  std::ranges::sort(files);
  return files;
}

/// False if the file cannot be read.
bool run(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return false;
  const std::vector<char> bytes{std::istreambuf_iterator<char>(in), {}};
  // Said before the run: if the target ends the process, this line names the input.
  std::fprintf(stderr, "run %s (%zu bytes)\n", path.c_str(), bytes.size());
  const std::vector<std::uint8_t> input(bytes.begin(), bytes.end());
  LLVMFuzzerTestOneInput(input.data(), input.size());
  return true;
}

int replay(const std::vector<fs::path>& paths) {
  std::size_t count = 0;
  for (const auto& path : paths) {
    const auto files = files_of(path);
    if (!files) {
      std::fprintf(stderr, "replay: no such file or folder: %s\n", path.c_str());
      return 2;
    }
    for (const auto& file : *files) {
      if (!run(file)) {
        std::fprintf(stderr, "replay: cannot read %s\n", file.c_str());
        return 2;
      }
      ++count;
    }
  }
  std::printf("%zu inputs ran, none broke the law\n", count);
  return count == 0 ? 1 : 0;  // a run of nothing proves nothing
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s FILE|FOLDER...\n", argv[0]);
    return 2;
  }
  return replay(std::vector<fs::path>(argv + 1, argv + argc));
}
