// A manual page (roff, man macros) from a command line's own options: what the page says of them
// is what the program has. The rest of the page is a frame, written by hand.
#pragma once

#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace eardrum::conformance {

/// One line of roff that prints `text` as it is: no request, no escape, and hyphens that can be
/// copied. Line ends become blanks.
std::string roff_text(std::string_view text);

/// `frame` with its lines @SYNOPSIS@, @OPTIONS@ (the program's own) and @SUBCOMMANDS@ replaced by
/// what `app` has, and @VERSION@ anywhere by `version`. Options that --help does not show are left
/// out.
std::string manual_page(std::string_view frame, std::string_view version, const CLI::App& app);

}  // namespace eardrum::conformance
