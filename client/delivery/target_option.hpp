// The option --to, which collect and bridge share.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace eardrum::client {

/// Adds --to. `targets` must live as long as the command does.
CLI::Option* add_target_option(CLI::App& command, std::vector<std::string>& targets);

}  // namespace eardrum::client
