// Runs a command of the user's within a time, and reads its lines as samples.
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
  std::vector<std::string> refused;  ///< a reason for each line that is no sample
};

/// Lines  key value [timestamp] ; without a timestamp it is `tick`. Empty lines and lines that
/// begin with # are left out.
CommandLines read_command_lines(std::string_view output, std::int64_t tick);

/// The output of `sh -c command`, at most 1 MiB. Its process group is killed at the end of the
/// time, and whatever it left in the group at its own end. An error if it could not be started, was
/// late, wrote too much, or did not exit with 0.
std::expected<std::string, std::string> run_command(const std::string& command,
                                                    std::chrono::milliseconds limit);

}  // namespace eardrum::client
