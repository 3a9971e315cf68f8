// What a program says of a command line that it cannot read: what is wrong, and what would be
// right.
#pragma once

#include <string>

namespace CLI {
class App;
class Error;
}  // namespace CLI

namespace eardrum::conformance {

/// One line for stderr: the program and subcommand, the wrong word, the nearest option or
/// subcommand if one is near, and where the options are listed. Made for
/// CLI::App::failure_message().
std::string command_line_error(const CLI::App* app, const CLI::Error& error);

}  // namespace eardrum::conformance
