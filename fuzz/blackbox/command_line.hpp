// What eardrum-fuzz can be told: its options, which are also those of its manual page. Within the
// program only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "eardrum/conformance/commands/launch_options.hpp"
#include "eardrum/conformance/random/exploration.hpp"

namespace eardrum::fuzz {

struct CommandLine {
  conformance::ServerOptions server;
  double seconds = 60;
  std::size_t sessions = 0;
  std::uint64_t seed = conformance::random::default_seed;
  std::string folder = "eardrum-findings";
  unsigned jobs = 2;
};

/// Names the program and its options, which write into `line`; it must live as long as `app`.
void describe(CLI::App& app, CommandLine& line);

}  // namespace eardrum::fuzz
