// The session files that are compiled into the program. The build generates the source.
#pragma once

#include <span>
#include <string_view>

namespace eardrum::conformance {

struct EmbeddedSessionFile {
  std::string_view name;  ///< "framing.session"
  std::string_view text;
};

std::span<const EmbeddedSessionFile> embedded_session_files();

}  // namespace eardrum::conformance
