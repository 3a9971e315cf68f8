// Reads files that the user names: sessions, baselines, reports.
#pragma once

#include <cstddef>
#include <expected>
#include <filesystem>
#include <string>

namespace eardrum::conformance {

/// The default limit for a text file. It is larger than any file that is written by hand.
constexpr std::size_t text_file_bytes_max = std::size_t{64} << 20U;

/// The bytes of the file. Reads at most `bytes_max` bytes, because the path may name a device. The
/// error is a sentence that names the path and the reason.
std::expected<std::string, std::string> read_file(const std::filesystem::path& path,
                                                  std::size_t bytes_max = text_file_bytes_max);

}  // namespace eardrum::conformance
