// The error message for a command line that cannot be parsed: what is wrong, and what is probably
// meant.
#pragma once

#include <string>

namespace CLI {
class App;
class Error;
}  // namespace CLI

namespace eardrum::conformance {

/// One line for stderr: the program and subcommand, the wrong word, a similar option or subcommand
/// if there is one, and how to list the options. For CLI::App::failure_message().
std::string command_line_error(const CLI::App* app, const CLI::Error& error);

}  // namespace eardrum::conformance
