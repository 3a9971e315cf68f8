// Reads the kernel's text files under /proc whole, and takes them apart at line ends and blanks.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eardrum::conformance {

/// The whole file, at most 4 MiB of it; nothing if it cannot be read (gone, or not ours).
std::optional<std::string> read_proc_file(const std::string& path);

/// The lines without their line ends; views into `text`.
std::vector<std::string_view> lines_of(std::string_view text);

/// The parts between blanks; views into `line`.
std::vector<std::string_view> fields_of(std::string_view line);

/// The names in a folder that are decimal numbers: processes, threads, descriptors. Nothing if the
/// folder cannot be read.
std::optional<std::vector<int>> numbers_in_folder(const std::string& path);

}  // namespace eardrum::conformance
