// Two byte strings beside each other, around the first byte that differs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/verdict/testee_bytes.hpp"

namespace eardrum::conformance {

/// Rows of 16 bytes: the one with the byte at `first_difference`, one before and one after, of both
/// sides, with a line of ^^ under that byte. Printable ASCII only; each line begins with a word of
/// ours or blanks. An offset beyond both ends counts as their end.
std::vector<std::string> hexdump_difference(std::string_view expected, const TesteeBytes& received,
                                            std::size_t first_difference);

}  // namespace eardrum::conformance
