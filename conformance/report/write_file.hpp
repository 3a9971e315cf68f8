// Writes a report file atomically: writes a temporary file beside the target and renames it. So the
// file is always complete or absent.
#pragma once

#include <expected>
#include <string>
#include <string_view>

namespace eardrum::conformance {

/// Writes `text` to the file `path` and replaces it in one step; writes to stdout if `path` is "-".
/// A device or a pipe is written directly. A symbolic link to a file is refused and never followed.
/// The error is a sentence that names the path and the reason.
std::expected<void, std::string> write_file(const std::string& path, std::string_view text);

}  // namespace eardrum::conformance
