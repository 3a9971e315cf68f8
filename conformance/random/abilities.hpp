// What a server can do decides which random sessions are generated, and how many of its processes
// run in parallel.
#pragma once

#include <chrono>
#include <expected>
#include <functional>
#include <memory>
#include <string>

#include "eardrum/conformance/play/stage.hpp"
#include "eardrum/conformance/random/generator.hpp"

namespace eardrum::conformance::random {

struct Abilities {
  Wishes wishes;            ///< what can be generated for it
  bool gives_fresh = true;  ///< a fresh process has an empty store
  unsigned jobs = 1;        ///< as many as asked for, or one if they disturb each other
  std::chrono::nanoseconds startup{};
};

/// Starts the server as often as it takes to find out. `next_suffix` makes private keys unique. An
/// error says why the server could not be started.
std::expected<Abilities, std::string> ask_abilities(
    const std::function<std::unique_ptr<Stage>()>& make_stage, unsigned jobs,
    const std::function<std::string()>& next_suffix);

}  // namespace eardrum::conformance::random
