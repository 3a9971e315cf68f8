// eardrum manual: the manual page, for man -l and for the installation.
#include <CLI/CLI.hpp>
#include <iostream>

#include "eardrum/conformance/commands/commands.hpp"
#include "eardrum/conformance/commands/manual_page.hpp"

namespace eardrum::embedded {
extern const std::string_view manual_frame;
}

namespace eardrum::conformance {

Command add_manual(CLI::App& app) {
  app.add_subcommand("manual", "Print the manual page: eardrum manual | man -l -")
      ->footer("Exit codes: 0 printed, 2 wrong usage, 3 the page could not be written.\n");
  return [&app] {
    std::cout << manual_page(embedded::manual_frame, kit_version, app);
    return exit_as_expected;
  };
}

}  // namespace eardrum::conformance
