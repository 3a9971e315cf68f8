// eardrum export-seeds DIR: what the sessions send, as seed files for fuzzers. One folder for
// request streams and one for response streams, one file for each session.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "eardrum/conformance/commands/commands.hpp"
#include "eardrum/conformance/commands/session_choice.hpp"
#include "eardrum/conformance/play.hpp"

namespace eardrum::conformance {
namespace {

namespace fs = std::filesystem;

// Bulk sessions would drown a corpus: a fuzzer repeats by itself.
constexpr std::size_t seed_bytes_max = 4096;

struct ExportOptions {
  SessionOptions sessions;
  std::string folder;
};

std::string joined(const Session& session) {
  std::string bytes;
  for (const auto& text : sent_texts(session, "")) bytes += text;
  return bytes;
}

bool write_seed(const fs::path& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << bytes;
  return static_cast<bool>(file.flush());
}

/// Writes the seeds of one role; the count, or nothing after saying what failed.
std::optional<std::size_t> write_seeds(ExportOptions options, bool client_sessions,
                                       const fs::path& folder) {
  options.sessions.selection.judges_client = client_sessions;
  auto offered = offered_sessions(options.sessions);
  std::error_code error;
  fs::create_directories(folder, error);
  if (!offered || error) {
    std::cerr << "eardrum export-seeds: "
              << (offered ? folder.string() + ": " + error.message() : offered.error()) << '\n';
    return std::nullopt;
  }
  std::size_t count = 0;
  for (const auto& session : select(*std::move(offered), options.sessions.selection)) {
    const auto bytes = joined(session);
    if (bytes.empty() || bytes.size() > seed_bytes_max) continue;
    if (!write_seed(folder / session.name, bytes)) {
      std::cerr << "eardrum export-seeds: cannot write " << (folder / session.name).string()
                << '\n';
      return std::nullopt;
    }
    ++count;
  }
  return count;
}

int export_seeds(const ExportOptions& options) {
  const fs::path folder(options.folder);
  const auto requests = write_seeds(options, false, folder / "requests");
  if (!requests) return exit_usage;
  const auto responses = write_seeds(options, true, folder / "responses");
  if (!responses) return exit_usage;
  std::cout << *requests << " request streams and " << *responses << " response streams in "
            << options.folder << '\n';
  return *requests + *responses > 0 ? exit_as_expected : exit_nothing_selected;
}

}  // namespace

Command add_export_seeds(CLI::App& app) {
  auto options = std::make_shared<ExportOptions>();
  auto* command =
      app.add_subcommand("export-seeds", "Write what the sessions send as fuzzing seeds");
  command->add_option("DIR", options->folder, "Folder to write to")->required();
  add_session_options(*command, options->sessions);
  return [options] { return export_seeds(*options); };
}

}  // namespace eardrum::conformance
