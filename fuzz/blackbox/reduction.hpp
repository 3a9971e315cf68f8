// From one failure to a finding: repeats it on fresh processes and makes it small.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "eardrum/conformance/random/minimiser.hpp"
#include "eardrum/fuzz/blackbox/campaign.hpp"

namespace eardrum::fuzz {

/// What all steps share. The trial is restarted as often as needed.
struct Reduction {
  conformance::random::Trial& trial;
  conformance::Profile profile;
  std::uint64_t seed;  ///< of the run, for the note in the session file
  std::chrono::steady_clock::time_point deadline;
};

/// The failure of `confirmed`, repeated and made small: its session alone if that fails, else with
/// sessions of `served`, whose last is that session. Nothing if no fresh process fails again.
std::optional<CampaignFinding> reduced(
    const Reduction& reduction, const conformance::random::Confirmed& confirmed,
    const std::vector<conformance::random::RandomSession>& served);

/// The same failure as what was seen once: with the evidence of `first`, and with all that the
/// process had served as the session file. Nothing if the profile does not forbid it.
std::optional<CampaignFinding> seen_once(
    const Reduction& reduction, const conformance::random::Confirmed& confirmed,
    const conformance::random::Attempted& first,
    const std::vector<conformance::random::RandomSession>& served);

}  // namespace eardrum::fuzz
