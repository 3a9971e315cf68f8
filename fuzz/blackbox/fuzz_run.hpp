// A run of eardrum-fuzz, from its options to its exit code.
#pragma once

#include "eardrum/fuzz/blackbox/command_line.hpp"

namespace eardrum::fuzz {

/// Fuzzes, prints findings as they come, and writes session files and reports.
int fuzz(const CommandLine& options);

}  // namespace eardrum::fuzz
