#include "eardrum/conformance/commands/report_reader.hpp"

#include <iostream>

#include "eardrum/conformance/language/read_file.hpp"
#include "eardrum/conformance/report/formats/json.hpp"

namespace eardrum::conformance {
namespace {

// A run of three hundred failures is some MB; what is larger than this is no report of ours.
constexpr std::size_t report_bytes_max = std::size_t{512} << 20U;

}  // namespace

std::optional<RunReport> read_report_file(const std::string& subcommand, const std::string& path) {
  const auto refuse = [&](const std::string& why) {
    std::cerr << "eardrum " << subcommand << ": " << why << '\n';
    return std::nullopt;
  };
  const auto text = read_file(path, report_bytes_max);
  if (!text) return refuse(text.error());
  auto report = read_json_report(*text);
  if (!report) return refuse(visible(path) + ": " + report.error());
  return *std::move(report);
}

}  // namespace eardrum::conformance
