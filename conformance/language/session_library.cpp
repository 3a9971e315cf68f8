#include "eardrum/conformance/language/session_library.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <system_error>

#include "eardrum/conformance/language/embedded_sessions.hpp"
#include "eardrum/conformance/language/grammar_sessions.hpp"
#include "eardrum/conformance/language/read_file.hpp"

namespace eardrum::conformance {
namespace {

namespace fs = std::filesystem;

std::expected<std::vector<Session>, std::string> load_file(const fs::path& path) {
  const auto text = read_file(path);
  if (!text) return std::unexpected(text.error());
  auto sessions = read_sessions(*text, path.string());
  if (!sessions) return std::unexpected(sessions.error().text());
  return *std::move(sessions);
}

std::expected<std::vector<fs::path>, std::string> session_files(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> files;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().extension() == ".session") files.push_back(entry->path());
  }
  if (error) return std::unexpected("cannot read " + folder.string() + ": " + error.message());
  if (files.empty()) return std::unexpected(folder.string() + " holds no *.session file");
  std::ranges::sort(files);
  return files;
}

}  // namespace

std::vector<Session> builtin_sessions() {
  std::vector<Session> all;
  for (const auto& file : embedded_session_files()) {
    auto sessions = read_sessions(file.text, file.name);
    assert(sessions);
    std::ranges::move(*sessions, std::back_inserter(all));
  }
  std::ranges::copy(line_sessions(), std::back_inserter(all));
  return all;
}

std::expected<std::vector<Session>, std::string> load_sessions(const fs::path& path) {
  std::error_code error;
  std::vector<fs::path> files{path};
  if (fs::is_directory(path, error)) {
    auto found = session_files(path);
    if (!found) return std::unexpected(found.error());
    files = *std::move(found);
  }
  std::vector<Session> all;
  for (const auto& file : files) {
    auto sessions = load_file(file);
    if (!sessions) return sessions;
    std::ranges::move(*sessions, std::back_inserter(all));
  }
  if (const auto unique = check_unique_names(all); !unique) {
    return std::unexpected(unique.error().text());
  }
  return all;
}

}  // namespace eardrum::conformance
