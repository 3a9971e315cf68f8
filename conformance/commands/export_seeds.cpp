// eardrum export-seeds DIR: what the sessions send, as seed files for fuzzers. One folder for
// request streams and one for response streams, one file for each session.
#include <CLI/CLI.hpp>
#include <expected>
#include <filesystem>
#include <iostream>
#include <memory>
#include <utility>

#include "eardrum/conformance/commands/commands.hpp"
#include "eardrum/conformance/commands/session_choice.hpp"
#include "eardrum/conformance/play/play.hpp"
#include "eardrum/conformance/report/write_file.hpp"

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

/// Writes what `sessions` send, a file each; how many, or what could not be written.
std::expected<std::size_t, std::string> write_seeds(const std::vector<Session>& sessions,
                                                    const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return std::unexpected(folder.string() + ": " + error.message());
  std::size_t count = 0;
  for (const auto& session : sessions) {
    const auto bytes = joined(session);
    if (bytes.empty() || bytes.size() > seed_bytes_max) continue;
    if (auto written = write_file((folder / session.name).string(), bytes); !written) {
      return std::unexpected(written.error());
    }
    ++count;
  }
  return count;
}

int export_seeds(ExportOptions options) {
  const auto offered = offered_sessions(options.sessions);
  if (!offered) {
    std::cerr << "eardrum export-seeds: " << offered.error() << '\n';
    return exit_usage;
  }
  std::size_t total = 0;
  for (const auto& [what, judges_client] :
       {std::pair("requests", false), std::pair("responses", true)}) {
    options.sessions.selection.judges_client = judges_client;
    const auto written =
        write_seeds(select(*offered, options.sessions.selection), fs::path(options.folder) / what);
    if (!written) {
      std::cerr << "eardrum export-seeds: " << written.error() << '\n';
      return exit_harness;
    }
    std::cout << *written << " streams of " << what << " in " << options.folder << '\n';
    total += *written;
  }
  if (total == 0) std::cerr << "eardrum export-seeds: no session is selected\n";
  return total > 0 ? exit_as_expected : exit_nothing_selected;
}

}  // namespace

Command add_export_seeds(CLI::App& app) {
  auto options = std::make_shared<ExportOptions>();
  auto* command = app.add_subcommand("export-seeds",
                                     "Write the requests of the sessions as seeds for a fuzzer");
  command->add_option("DIR", options->folder, "Folder to write to")->required();
  add_session_options(*command, options->sessions);
  command->footer(
      "Exit codes: 0 written, 2 wrong usage, 3 a file could not be written, 4 nothing selected.\n");
  return [options] { return export_seeds(*options); };
}

}  // namespace eardrum::conformance
