// Writes the manual pages of eardrum-client, eardrum-server and eardrum-fuzz from their own
// options. It stands in this folder because no other sees all three; "eardrum manual" writes that
// of eardrum. Usage: write_manuals DIR
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <string_view>

#include "eardrum/client/command_line.hpp"
#include "eardrum/conformance/commands/commands.hpp"
#include "eardrum/conformance/commands/manual_page.hpp"
#include "eardrum/conformance/report/write_file.hpp"
#include "eardrum/fuzz/blackbox/command_line.hpp"
#include "eardrum/server/command_line.hpp"

namespace eardrum::embedded {
extern const std::string_view client_frame;
extern const std::string_view server_frame;
extern const std::string_view fuzz_frame;
}  // namespace eardrum::embedded

namespace {

using namespace eardrum;

template <class CommandLine>
bool write(const std::filesystem::path& folder, std::string_view frame,
           void (*describe)(CLI::App&, CommandLine&)) {
  CommandLine line;
  CLI::App app;
  describe(app, line);
  const auto page = conformance::manual_page(frame, conformance::kit_version, app);
  const auto written = conformance::write_file((folder / (app.get_name() + ".1")).string(), page);
  if (!written) std::cerr << "write_manuals: " << written.error() << '\n';
  return written.has_value();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const bool all = write(argv[1], embedded::client_frame, client::describe) &&
                   write(argv[1], embedded::server_frame, server::describe) &&
                   write(argv[1], embedded::fuzz_frame, fuzz::describe);
  return all ? 0 : 1;
}
