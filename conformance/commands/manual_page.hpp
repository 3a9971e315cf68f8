// Makes a manual page (roff, man macros) from the options of a program, so that the page always
// matches the program. The rest of the page is a frame that is written by hand.
#pragma once

#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace eardrum::conformance {

/// One line of roff that prints `text` unchanged. It contains no roff request and no escape, and
/// its hyphens can be copied. Line ends become blanks.
std::string roff_text(std::string_view text);

/// `frame` with the lines @SYNOPSIS@, @OPTIONS@ (without those of subcommands) and @SUBCOMMANDS@
/// replaced by the texts of `app`, and with @VERSION@ replaced by `version` everywhere. Options
/// that --help does not show are left out.
std::string manual_page(std::string_view frame, std::string_view version, const CLI::App& app);

}  // namespace eardrum::conformance
