// Reads text files of the kernel under /proc, and splits them into lines and fields.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eardrum::conformance {

/// The text of the file, at most 4 MiB; nothing if it does not exist or may not be read.
std::optional<std::string> read_proc_file(const std::string& path);

/// The lines without their line ends; views into `text`.
std::vector<std::string_view> lines_of(std::string_view text);

/// The parts between blanks; views into `line`.
std::vector<std::string_view> fields_of(std::string_view line);

/// The names in a folder that are decimal numbers: processes, threads, descriptors. Nothing if the
/// folder cannot be read.
std::optional<std::vector<int>> numbers_in_folder(const std::string& path);

}  // namespace eardrum::conformance
