// A stream in segments, and functions that split a stream.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace eardrum::fuzz {

/// The segments of a stream in their order. They are views into the bytes of the caller.
using Pieces = std::vector<std::string_view>;

/// Splits `stream` into pieces of the given sizes, which are used cyclically. A size of 0 counts as
/// 1. Without sizes there is one piece.
Pieces cut(std::string_view stream, const std::vector<std::size_t>& piece_sizes);

/// Splits `stream` at places that depend only on its bytes. So a file with protocol text needs no
/// information about its segments.
Pieces cut_by_hash(std::string_view stream);

}  // namespace eardrum::fuzz
