#include "eardrum/conformance/random/abilities.hpp"

#include "eardrum/conformance/run/probes.hpp"

namespace eardrum::conformance::random {

std::expected<Abilities, std::string> ask_abilities(
    const std::function<std::unique_ptr<Stage>()>& make_stage, unsigned jobs,
    const std::function<std::string()>& next_suffix) {
  Abilities found;
  found.jobs = jobs;
  const auto stage = make_stage();
  const auto begin = std::chrono::steady_clock::now();
  if (const auto started = stage->start_fresh(); !started) {
    return std::unexpected(started.error().sentence);
  }
  found.startup = std::chrono::steady_clock::now() - begin;
  found.wishes.two_connections = serves_two_connections(*stage, next_suffix());
  found.wishes.errors_end = !stays_after_error(*stage, next_suffix());
  if (!stage->can_start()) {
    found.gives_fresh = false;
    return found;
  }
  found.gives_fresh = !keeps_samples(*stage, next_suffix());
  const auto other = make_stage();
  if (!found.gives_fresh || (jobs > 1 && disturb_each_other(*stage, *other, next_suffix()))) {
    found.jobs = 1;
  }
  return found;
}

}  // namespace eardrum::conformance::random
