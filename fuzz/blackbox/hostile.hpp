// What a fuzzer sends besides random sessions of the model: lines with bytes changed, garbage, long
// lines, NULs, bytes that are no UTF-8, ends of a connection in the midst of things.
//
// All of it speaks of the key "hostile" alone, so whatever a server makes of it, what the model
// knows about other keys stays true and is asked for afterwards.
#pragma once

#include <cstdint>

#include "eardrum/conformance/random/generator.hpp"
#include "eardrum/conformance/random/random_session.hpp"

namespace eardrum::fuzz {

/// One hostile command; the connection ends after it.
conformance::random::Command hostile_command(conformance::random::Chance& chance);

/// A random session of the model; two of three that need no fresh store have hostile commands
/// strewn in.
conformance::random::RandomSession blackbox_dialogue(std::uint64_t seed,
                                                     const conformance::random::Wishes& wishes);

}  // namespace eardrum::fuzz
