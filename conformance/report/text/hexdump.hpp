// Writes a hexdump of two byte strings around the first byte that differs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/verdict/testee_bytes.hpp"

namespace eardrum::conformance {

/// Rows of 16 bytes of both sides: the row with the byte at `first_difference`, one row before and
/// one row after, and a line with ^^ below this byte. Only printable ASCII. Each line begins with a
/// word of the kit or with blanks. An offset beyond both ends counts as their end.
std::vector<std::string> hexdump_difference(std::string_view expected, const TesteeBytes& received,
                                            std::size_t first_difference);

}  // namespace eardrum::conformance
