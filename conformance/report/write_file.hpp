// A report on disk is there whole or not at all: written beside its place and renamed.
#pragma once

#include <expected>
#include <string>
#include <string_view>

namespace eardrum::conformance {

/// Writes `text` to the file `path`, replacing it in one step; to our stdout if `path` is "-". A
/// device or a pipe is written as it stands. A symbolic link to a file is refused, never followed.
/// The error is a sentence that names the path and the reason.
std::expected<void, std::string> write_file(const std::string& path, std::string_view text);

}  // namespace eardrum::conformance
