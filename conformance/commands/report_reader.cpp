#include "eardrum/conformance/commands/report_reader.hpp"

#include <array>
#include <expected>
#include <fstream>
#include <iostream>

#include "eardrum/conformance/report/json.hpp"

namespace eardrum::conformance {
namespace {

// A run of three hundred failures is some MB; what is larger than this is no report of ours.
constexpr std::size_t file_bytes_max = std::size_t{512} << 20U;

/// The bytes of the file, or why not. Reads no further than the limit: the path may name a device.
std::expected<std::string, std::string> bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::unexpected("cannot be opened");
  std::string text;
  std::array<char, std::size_t{1} << 16U> buffer{};
  while (file.read(buffer.data(), buffer.size()) || file.gcount() > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(file.gcount()));
    if (text.size() > file_bytes_max) return std::unexpected("is too large for a report");
  }
  if (file.bad()) return std::unexpected("cannot be read");
  return text;
}

}  // namespace

std::optional<RunReport> read_report_file(const std::string& subcommand, const std::string& path) {
  const auto refuse = [&](const std::string& why) {
    std::cerr << "eardrum " << subcommand << ": " << visible(path) << ": " << why << '\n';
    return std::nullopt;
  };
  const auto text = bytes_of(path);
  if (!text) return refuse(text.error());
  auto report = read_json_report(*text);
  if (!report) return refuse(report.error());
  return *std::move(report);
}

}  // namespace eardrum::conformance
