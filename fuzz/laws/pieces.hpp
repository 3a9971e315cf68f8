// A stream in segments, and ways to cut one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace eardrum::fuzz {

/// A stream as it arrives: its segments in order. They view the caller's bytes.
using Pieces = std::vector<std::string_view>;

/// `stream` cut into pieces of the given sizes, which are used in turn and again from the first;
/// sizes of 0 count as 1. Without sizes: one piece.
Pieces cut(std::string_view stream, const std::vector<std::size_t>& piece_sizes);

/// `stream` cut at places that depend on nothing but its bytes, so that a file of plain protocol
/// text says how it is cut without a word about it.
Pieces cut_by_hash(std::string_view stream);

}  // namespace eardrum::fuzz
