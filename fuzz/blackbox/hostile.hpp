// Generates hostile input for eardrum-fuzz, in addition to random sessions of the model: lines with
// changed bytes, garbage, long lines, NULs, bytes that are not UTF-8, and connections that end at
// any place.
//
// Hostile input uses only the key "hostile". So the samples of other keys, which the model knows,
// do not change, and the fuzzer checks them afterwards.
#pragma once

#include <cstdint>

#include "eardrum/conformance/random/generator.hpp"
#include "eardrum/conformance/random/random_session.hpp"

namespace eardrum::fuzz {

/// One hostile command. The connection ends after it.
conformance::random::Command hostile_command(conformance::random::Chance& chance);

/// A random session of the model. Two of three sessions that need no fresh store contain additional
/// hostile commands.
conformance::random::RandomSession blackbox_dialogue(std::uint64_t seed,
                                                     const conformance::random::Wishes& wishes);

}  // namespace eardrum::fuzz
