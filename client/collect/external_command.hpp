// Runs a command of the user with a time limit, and reads its output lines as samples.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/client/delivery/sample.hpp"

namespace eardrum::client {

struct CommandLines {
  std::vector<Sample> samples;
  std::vector<std::string> refused;  ///< a reason for each line that is not a sample
};

/// Reads lines  key value [timestamp] . The default timestamp is `tick`. Empty lines and lines that
/// begin with # are skipped.
CommandLines read_command_lines(std::string_view output, std::int64_t tick);

/// The output of `sh -c command`, at most 1 MiB. The process group is killed after `limit`, or when
/// the command ends. It is an error if the command cannot be started, takes longer than `limit`,
/// writes too much, or does not exit with 0.
std::expected<std::string, std::string> run_command(const std::string& command,
                                                    std::chrono::milliseconds limit);

}  // namespace eardrum::client
