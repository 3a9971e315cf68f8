// Random sessions at boundaries: lengths of keys and lines, numbers of arguments and of rows.
#pragma once

#include "eardrum/conformance/random/generator.hpp"
#include "eardrum/conformance/random/random_session.hpp"

namespace eardrum::fuzz {

/// A length at or next to one at which buffers end (powers of two, 77, 80, 100, 255, ...), or any
/// other up to 1024.
std::size_t boundary_length(conformance::random::Chance& chance);

/// A put whose key, value, timestamp or line has such a length. The text leaves open whether it is
/// accepted. Its key is "hhh...": nothing that a session asks for.
conformance::random::Command long_put(conformance::random::Chance& chance);

/// A put or a get with more arguments than it has, up to 15: the error is due.
conformance::random::Command many_arguments(conformance::random::Chance& chance);

/// Makes one key of the session longer, wherever it stands. All lines stay so short that every
/// server must accept them.
void lengthen_a_key(conformance::random::Chance& chance,
                    conformance::random::RandomSession& session);

/// Many puts under one key, each with a timestamp of its own, and a get of all rows.
conformance::random::RandomSession many_rows(conformance::random::Chance& chance);

}  // namespace eardrum::fuzz
